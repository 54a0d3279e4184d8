//! The Admin API as real clients meet it.
