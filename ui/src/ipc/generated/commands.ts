// Generated from the engine's command list. Do not edit; run `cargo xtask types`.
import type { Direction } from "./Direction";
import type { Intent } from "./Intent";
import type { Settings } from "./Settings";
import type { Snapshot } from "./Snapshot";

/** Every command of the window: what it takes and what it answers. */
export interface Commands {
  snapshot: { takes: Record<string, never>; answers: Snapshot };
  act: { takes: { intent: Intent }; answers: null };
  change_settings: { takes: { settings: Settings }; answers: null };
  enter_demo: { takes: { scenario: string }; answers: null };
  leave_demo: { takes: Record<string, never>; answers: null };
  reset_demo: { takes: Record<string, never>; answers: null };
  open_it_page: { takes: Record<string, never>; answers: null };
  open_log_folder: { takes: Record<string, never>; answers: null };
  direct: { takes: { direction: Direction }; answers: null };
}

/** The event that carries a new snapshot. */
export const CHANGED = "changed";
