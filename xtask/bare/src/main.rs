//! The least a Tauri window can be, with Greenlight's own Tauri features: what `cargo xtask bench startup` compares with.

fn main() -> Result<(), tauri::Error> {
    tauri::Builder::default().run(tauri::generate_context!())
}
