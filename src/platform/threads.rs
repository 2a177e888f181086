//! Threads: each has a name, which crash reports and debuggers show.

use std::io;
use std::thread::{Builder, JoinHandle};

/// Runs some work on a thread of its own, called `name`; it goes on if nobody waits for it.
///
/// # Errors
/// If the system starts no more threads; the work is then not done.
pub fn start(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    Builder::new().name(name.to_owned()).spawn(work)
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
}
