//! Threads: each has a name, which crash reports and debuggers show.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Runs some work on a thread of its own, called `name`; it goes on if nobody waits for it.
///
/// # Errors
/// If the system starts no more threads; the work is then not done.
pub fn start(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    Builder::new().name(name.to_owned()).spawn(work)
}

/// What became of work that had only so much time.
#[derive(Debug, PartialEq, Eq)]
pub enum Within<T> {
    /// It was done.
    Done(T),
    /// It was not done in time. It goes on, and nobody waits for it any more.
    TooSlow,
    /// It broke off.
    BrokeOff,
}

/// Does some work on a thread of its own, with room for deeply nested data, and waits for it so long.
pub fn within<T: Send + 'static>(name: &str, limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Within<T> {
    const ROOM: usize = 256 * 1024 * 1024;
    let (sender, result) = channel();
    // Whoever has stopped waiting needs no result.
    let run = move || drop(sender.send(work()));
    if Builder::new().name(name.to_owned()).stack_size(ROOM).spawn(run).is_err() {
        return Within::BrokeOff;
    }
    match result.recv_timeout(limit) {
        Ok(done) => Within::Done(done),
        Err(RecvTimeoutError::Timeout) => Within::TooSlow,
        Err(RecvTimeoutError::Disconnected) => Within::BrokeOff,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_thread_has_its_name() {
        let (sender, names) = channel();
        let tell = move || sender.send(std::thread::current().name().map(str::to_owned));
        start("reader", move || tell().expect("somebody listens")).expect("a thread");
        assert_eq!(names.recv().expect("a name").as_deref(), Some("reader"));
    }

    #[test]
    fn what_does_not_end_is_not_waited_for() {
        let (held, wait) = channel::<()>();
        assert_eq!(within("slow", Duration::from_millis(20), move || wait.recv()), Within::TooSlow);
        drop(held);
        let long = Duration::from_secs(600);
        assert_eq!(within("quick", long, || 7), Within::Done(7));
        fn deep(levels: u32) -> u32 {
            if levels == 0 { 0 } else { std::hint::black_box(deep(levels - 1)) + 1 }
        }
        assert_eq!(within("deep", long, || deep(400_000)), Within::Done(400_000));
    }
}
