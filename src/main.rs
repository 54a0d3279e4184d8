//! Mounts the console.
//!
//! After a panic the program is dead though the page still stands. `public/broken.js` tells the person then, because the dead do
//! not speak. Its link has an empty address, which is that of the page itself, and `external` keeps what is left of the
//! router from taking the press. The script goes over the wire as it stands, so that it is explained here.

use keyhold_console::app::App;

fn main() {
    // In a development build a panic says what it was. public/broken.js tells the person in any build.
    std::panic::set_hook(Box::new(console_error_panic_hook::hook));
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(App);
}
