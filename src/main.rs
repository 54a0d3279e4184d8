//! Mounts the console, and says so when it breaks.

use keyhold_console::app::App;

/// After a panic the program is dead though the page still stands: the person must be told, in plain markup.
fn say_that_it_broke() {
    let document = leptos::prelude::document();
    let (Some(body), Ok(banner)) = (document.body(), document.create_element("div")) else {
        return;
    };
    banner.set_class_name("broken");
    banner.set_attribute("role", "alert").ok();
    banner.set_text_content(Some("Something in this page broke. Reload it to go on: "));
    if let Ok(reload) = document.create_element("a") {
        reload.set_text_content(Some("Reload"));
        // An empty address is that of the page itself.
        reload.set_attribute("href", "").ok();
        // What is left of the router must not take the press for a change of page.
        reload.set_attribute("rel", "external").ok();
        banner.append_child(&reload).ok();
    }
    body.prepend_with_node_1(&banner).ok();
}

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        say_that_it_broke();
    }));
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(App);
}
