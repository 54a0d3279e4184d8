//! The backend over HTTP, composed as `keyhold serve` composes it, with the real Admin API behind it. A file's path is
//! the endpoint's path and the method; refusals come first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod app;
mod connection;
mod console;
mod everywhere;
mod proxies;

mod address {
    mod get;
}

mod events {
    mod get;
}

mod keys {
    mod get;
    mod post;
    mod key {
        mod delete;
        mod get;
        mod patch;
        mod access_list {
            mod patch;
            mod post;
        }
    }
}

mod preflight {
    mod post;
}

mod personal_access_list {
    mod post;
    mod entry {
        mod delete;
    }
}

mod personal_account {
    mod delete;
    mod put;
}

mod personal_keys {
    mod get;
    mod key {
        mod delete;
        mod patch;
    }
}

mod projects {
    mod get;
    mod project {
        mod keys {
            mod get;
            mod post;
            mod key {
                mod delete;
                mod patch;
                mod post;
            }
        }
    }
}

mod session {
    mod delete;
    mod get;
    mod post;
}

mod settings {
    mod patch;
}

mod set_up {
    mod post;
}
