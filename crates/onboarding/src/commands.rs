//! The list of commands, in a file of its own: the window's build script reads it too, before any crate exists.

/// Every command once: `name(argument: Type) -> Answer`. A host that forgets one does not compile.
#[macro_export]
macro_rules! with_commands {
    ($receiver:ident) => {
        $receiver! {
            snapshot() -> Snapshot,
            act(intent: Intent) -> (),
            change_settings(settings: Settings) -> (),
            enter_demo(scenario: String) -> (),
            leave_demo() -> (),
            reset_demo() -> (),
            open_it_page() -> (),
            open_log_folder() -> (),
            direct(direction: Direction) -> (),
        }
    };
}
