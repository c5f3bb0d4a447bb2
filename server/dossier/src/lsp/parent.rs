//! The process that started the server.

use std::time::Duration;

/// Ends this process when the editor's is gone. Most editors close the pipe when they die, which
/// ends the server too; some leave it open in a child of theirs.
pub(super) fn watch(process: u32) {
    const PAUSE: Duration = Duration::from_secs(3);
    std::thread::spawn(move || {
        while is_alive(process) {
            std::thread::sleep(PAUSE);
        }
        std::process::exit(1);
    });
}

#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    let id = i32::try_from(process)
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    // A process of somebody else can't be signalled, but is there.
    id.is_none_or(|id| rustix::process::test_kill_process(id) != Err(rustix::io::Errno::SRCH))
}

/// Without a way to ask, the closed pipe has to do.
#[cfg(not(unix))]
fn is_alive(_process: u32) -> bool {
    true
}
