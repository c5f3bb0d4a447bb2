//! A limit on how large files may get (`ulimit -f`).

/// From now on, whoever writes a file that gets too large is told so by an error. Otherwise the
/// system would end the process, and half a text would stay beside the file.
pub(crate) fn hear_of_limits() {
    #[cfg(unix)]
    {
        use std::sync::atomic::AtomicBool;
        /// Nobody asks: a signal that is heard ends nothing, which is all that is wanted.
        static CAME: AtomicBool = AtomicBool::new(false);
        let signal = rustix::process::Signal::XFSZ.as_raw();
        if let Err(error) = signal_hook::flag::register(signal, &CAME) {
            tracing::warn!("a file that gets too large will end the process: {error}");
        }
    }
}
