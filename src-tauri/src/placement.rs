//! Where the window was and how large, from one start to the next.

use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};
use tauri::{LogicalPosition, LogicalSize, Monitor, WebviewWindow};

/// In logical pixels, so that a window keeps its size when the scale of the screen changes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Placement {
    pub(crate) size: (f64, f64),
    /// The upper left corner of the frame; without one the system chooses.
    pub(crate) corner: Option<(f64, f64)>,
    pub(crate) maximised: bool,
}

impl Placement {
    /// An absent or unreadable file means that nothing is known.
    pub(crate) fn load(file: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(file).ok()?).ok()
    }

    pub(crate) fn save(&self, file: &Path) -> io::Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let fresh = file.with_extension("new");
        fs::write(&fresh, serde_json::to_vec(self)?)?;
        fs::rename(&fresh, file)
    }

    /// A maximised window keeps what it was `before`, to return to.
    pub(crate) fn of(window: &WebviewWindow, before: Option<Self>) -> Option<Self> {
        let maximised = window.is_maximized().ok()?;
        if let (true, Some(before)) = (maximised, before) {
            return Some(Placement { maximised, ..before });
        }
        let scale = window.scale_factor().ok()?;
        let size: LogicalSize<f64> = window.inner_size().ok()?.to_logical(scale);
        let corner = window
            .outer_position()
            .ok()
            .map(|corner| corner.to_logical(scale))
            .map(|at: LogicalPosition<f64>| (at.x, at.y));
        Some(Placement { size: (size.width, size.height), corner: corner.filter(|_| !maximised), maximised })
    }

    /// Without its corner where that is on none of `monitors` any more, and no larger than the largest of them.
    pub(crate) fn on(self, monitors: &[Monitor]) -> Self {
        let areas: Vec<Area> = monitors.iter().map(Area::of).collect();
        self.within(&areas)
    }

    fn within(self, areas: &[Area]) -> Self {
        let corner = self.corner.filter(|corner| areas.iter().any(|area| area.shows(*corner, self.size.0)));
        let widest = areas.iter().map(|area| area.size.0).fold(f64::NAN, f64::max);
        let highest = areas.iter().map(|area| area.size.1).fold(f64::NAN, f64::max);
        Placement { size: (self.size.0.min(widest), self.size.1.min(highest)), corner, ..self }
    }
}

/// What of a monitor is free for windows, in logical pixels.
pub(crate) struct Area {
    pub(crate) corner: (f64, f64),
    pub(crate) size: (f64, f64),
}

impl Area {
    pub(crate) fn of(monitor: &Monitor) -> Self {
        let (area, scale) = (monitor.work_area(), monitor.scale_factor());
        let corner: LogicalPosition<f64> = area.position.to_logical(scale);
        let size: LogicalSize<f64> = area.size.to_logical(scale);
        Area { corner: (corner.x, corner.y), size: (size.width, size.height) }
    }

    /// Whether a window as wide as `width` at `corner` can be taken hold of here: the middle of its title bar is in sight.
    fn shows(&self, corner: (f64, f64), width: f64) -> bool {
        const TITLE_BAR: f64 = 16.0;
        let (x, y) = (corner.0 + width / 2.0 - self.corner.0, corner.1 + TITLE_BAR - self.corner.1);
        (0.0..self.size.0).contains(&x) && (TITLE_BAR..self.size.1).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const LAPTOP: Area = Area { corner: (0.0, 0.0), size: (1440.0, 860.0) };
    const BESIDE: Area = Area { corner: (1440.0, 0.0), size: (1920.0, 1080.0) };

    fn at(x: f64, y: f64) -> Placement {
        Placement { size: (1040.0, 720.0), corner: Some((x, y)), maximised: false }
    }

    #[test]
    fn a_window_returns_to_its_place_on_any_monitor() {
        for placement in [at(20.0, 30.0), at(0.0, 0.0), at(1700.0, 300.0), at(-300.0, 40.0)] {
            assert_eq!(placement.within(&[LAPTOP, BESIDE]), placement);
        }
    }

    #[test]
    fn a_window_whose_monitor_is_gone_keeps_its_size_only() {
        for placement in [at(1700.0, 300.0), at(20.0, -40.0), at(20.0, 900.0), at(-900.0, 40.0), at(f64::NAN, 0.0)] {
            assert_eq!(placement.within(&[LAPTOP]), Placement { corner: None, ..placement });
        }
    }

    #[test]
    fn a_window_is_no_larger_than_the_monitors_there_are() {
        let wide = Placement { size: (1800.0, 1000.0), ..at(0.0, 0.0) };
        assert_eq!(wide.within(&[LAPTOP]).size, (1440.0, 860.0));
        assert_eq!(wide.within(&[]).size, (1800.0, 1000.0));
    }

    #[test]
    fn what_is_saved_is_loaded_and_a_broken_file_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("not yet there/window.json");
        assert_eq!(Placement::load(&file), None);
        at(3.0, 4.0).save(&file).unwrap();
        assert_eq!(Placement::load(&file), Some(at(3.0, 4.0)));
        fs::write(&file, "{").unwrap();
        assert_eq!(Placement::load(&file), None);
    }
}
