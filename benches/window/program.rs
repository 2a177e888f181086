//! A program under measurement, and what the kernel says of it.

use crate::display::Display;
use crate::there;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Ours, as it was built for the bench.
pub fn own() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_responsibility-matrix"))
}

/// A running program; ends with this.
pub struct Program {
    child: Child,
}

impl Drop for Program {
    fn drop(&mut self) {
        // Calc's window is a child of what was started.
        for process in self.processes() {
            let _ = Command::new("kill").arg(process.to_string()).stderr(Stdio::null()).status();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    /// The viewer with one of its renderers.
    pub fn ours(renderer: &str, display: &Display, plan: &Path, folder: &Path) -> Option<Self> {
        let settings = folder.join("settings.ron");
        std::fs::write(&settings, "(theme: light, hint_seen: true)").ok()?;
        let child = Command::new(own())
            .arg(plan)
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("XDG_RUNTIME_DIR", folder)
            .env("RESPONSIBILITY_MATRIX_SETTINGS", &settings)
            .env("RESPONSIBILITY_MATRIX_RENDERER", renderer)
            .stderr(Stdio::null())
            .spawn();
        child.ok().map(|child| Self { child })
    }

    /// LibreOffice Calc with a profile of its own; `None` if it is not installed.
    pub fn calc(display: &Display, workbook: &Path, folder: &Path) -> Option<Self> {
        let soffice = there(PathBuf::from("/usr/bin/soffice"))?;
        let child = Command::new(soffice)
            .arg(format!("-env:UserInstallation=file://{}", folder.join("office").display()))
            .args(["--calc", "--norestore", "--nologo"])
            .arg(workbook)
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        child.ok().map(|child| Self { child })
    }

    /// Whether it has not ended by itself.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// It and what it started.
    fn processes(&self) -> Vec<u32> {
        let mut found = vec![self.child.id()];
        let mut at = 0;
        while let Some(process) = found.get(at) {
            let path = format!("/proc/{process}/task/{process}/children");
            let children = std::fs::read_to_string(path).unwrap_or_default();
            found.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
            at += 1;
        }
        found
    }

    /// Processor time so far.
    pub fn cpu(&self) -> Duration {
        let ticks = |process: &u32| {
            let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            let after = stat.rsplit_once(')')?.1;
            let fields: Vec<&str> = after.split_whitespace().collect();
            Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
        };
        // The kernel counts in hundredths of a second here.
        Duration::from_millis(self.processes().iter().filter_map(ticks).sum::<u64>() * 10)
    }

    /// Memory that is really there, in MB.
    pub fn rss_mb(&self) -> f64 {
        let kilobytes = |process: &u32| {
            let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
            let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        };
        self.processes().iter().filter_map(kilobytes).sum::<f64>() / 1024.0
    }
}
