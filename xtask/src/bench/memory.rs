//! Peak memory of a process and its children, from `/proc`.

use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

/// In MiB, the highest resident size so far (`VmHWM`).
#[derive(Clone, Copy)]
pub(super) struct Memory {
    pub(super) main: f64,
    /// Main and web processes added up; pages they share count once for each.
    pub(super) with_children: f64,
}

impl Memory {
    /// Of the process running `binary` somewhere below `ancestor`.
    pub(super) fn of_descendant(ancestor: u32, binary: &Path) -> Result<Self> {
        let main = tree(ancestor)
            .into_iter()
            .find(|process| fs::read_link(format!("/proc/{process}/exe")).is_ok_and(|running| running == binary))
            .with_context(|| format!("{} is not running", binary.display()))?;
        Ok(Memory {
            main: peak(main)?,
            with_children: tree(main).into_iter().filter_map(|process| peak(process).ok()).sum(),
        })
    }
}

/// Ends a process and everything below it, children first, so that none is left to a new parent.
pub(super) fn end_tree(process: u32) -> Result<()> {
    let all: Vec<String> = tree(process).into_iter().rev().map(|process| process.to_string()).collect();
    Command::new("kill").args(["-KILL", "--"]).args(all).output()?;
    Ok(())
}

/// The process and its descendants, parents first. A daemon that detached itself from the tree is not in it.
fn tree(root: u32) -> Vec<u32> {
    let mut found = vec![];
    let mut queue = VecDeque::from([root]);
    while let Some(process) = queue.pop_front() {
        found.push(process);
        let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
        for thread in threads {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            queue.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
        }
    }
    found
}

fn peak(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib / 1024.0)
}
