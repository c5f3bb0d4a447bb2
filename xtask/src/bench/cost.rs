//! What a process costs: one that ends, and one that is running.

use std::io;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process};
use wait4::Wait4;

use super::table;

/// What one run of a program took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// From its start to its end.
    pub(super) wall: Duration,
    /// User's and system's time on all cores.
    pub(super) cpu: Duration,
    /// The most memory it held, in bytes.
    pub(super) memory: u64,
}

impl Cost {
    /// Runs a program to its end, or until it took longer than `limit`. What it prints is dropped.
    ///
    /// # Errors
    /// In words, if it can't be started, takes longer, or ends with anything but 0 or 1 (which says
    /// that a check found something).
    pub(super) fn of(command: &mut Command, limit: Duration) -> Result<Self, String> {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let begin = Instant::now();
        let mut process = command.spawn().map_err(|error| error.to_string())?;
        let (done, ended) = channel::<()>();
        let number = process.id();
        let guard = thread::spawn(move || {
            if ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                end(number);
            }
        });
        let end = process.wait4().map_err(|error| error.to_string())?;
        let wall = begin.elapsed();
        drop(done);
        // It panics nowhere, and without it the process has ended all the same.
        let _ = guard.join();
        if wall >= limit && !end.status.success() {
            return Err(format!("more than {}", table::time(limit)));
        }
        if !matches!(end.status.code(), Some(0 | 1)) {
            return Err(end.status.to_string());
        }
        Ok(Self {
            wall,
            cpu: end.rusage.utime + end.rusage.stime,
            memory: end.rusage.maxrss,
        })
    }
}

/// Waits until a process has ended, and no longer than `limit`.
///
/// # Errors
/// The system can't say whether it has.
pub(super) fn wait(process: &mut Child, limit: Duration) -> io::Result<()> {
    let last = Instant::now() + limit;
    while process.try_wait()?.is_none() && Instant::now() < last {
        thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// The median of each figure; none of no costs.
pub(super) fn median(costs: &[Cost]) -> Option<Cost> {
    let time = |figure: fn(&Cost) -> Duration| {
        table::median(&costs.iter().map(figure).collect::<Vec<_>>())
    };
    let memory: Vec<_> = costs.iter().map(|cost| cost.memory).collect();
    Some(Cost {
        wall: time(|cost| cost.wall)?,
        cpu: time(|cost| cost.cpu)?,
        memory: table::median(&memory)?,
    })
}

/// Ends a process that nobody has waited for yet. Where that is not so simple, it runs to its end.
fn end(process: u32) {
    #[cfg(unix)]
    if let Some(process) = i32::try_from(process).ok().and_then(Pid::from_raw) {
        // It may have ended in this moment, which is as well.
        let _ = kill_process(process, Signal::KILL);
    }
    #[cfg(not(unix))]
    let _ = process;
}

/// What a running process has cost so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running {
    /// User's and system's time on all cores, in steps of 10 ms.
    pub(super) cpu: Duration,
    /// The memory it holds now, in bytes.
    pub(super) memory: u64,
}

impl Running {
    /// Looks at a process. None where the system has no `/proc`.
    pub(super) fn of(process: u32) -> Option<Self> {
        let read = |file: &str| std::fs::read_to_string(format!("/proc/{process}/{file}")).ok();
        Self::parse(&read("stat")?, &read("status")?)
    }

    fn parse(stat: &str, status: &str) -> Option<Self> {
        // The second field is the program's name, which may hold anything.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let mut ticks = || fields.next()?.parse::<u64>().ok();
        // A tick that Linux shows to programs is a hundredth of a second on all its platforms.
        let cpu = Duration::from_millis(10 * (ticks()? + ticks()?));
        let held = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kib: u64 = held.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(Self {
            cpu,
            memory: kib * 1024,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_program_that_takes_too_long_is_ended() {
        let reason = Cost::of(Command::new("sleep").arg("60"), Duration::from_millis(20));
        assert_eq!(reason.err().as_deref(), Some("more than 20 ms"));
    }

    #[test]
    fn a_process_is_read_from_what_linux_says_of_it() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194304 100 0 0 0 150 25 0 0 20 0 4 0 99 1000 50";
        let status = "Name:\ta (b) c\nVmHWM:\t    9000 kB\nVmRSS:\t    8000 kB\nThreads:\t4\n";
        let running = Running::parse(stat, status);
        let running = running.map(|running| (running.cpu, running.memory));
        assert_eq!(running, Some((Duration::from_millis(1750), 8000 * 1024)));
    }
}
