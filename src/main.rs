//! Mounts the console.

use keyhold_console::app::App;

fn main() {
    // In a development build a panic says what it was. public/broken.js tells the person in any build.
    std::panic::set_hook(Box::new(console_error_panic_hook::hook));
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(App);
}
