//! The Admin API over HTTP. The path of a file is the path of the endpoint it tests; what concerns all endpoints stands
//! beside them. Refusals come first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

mod support;

mod root {
    mod get;
}
mod orgs {
    mod get;
    pub mod org_id {
        mod get;
        pub mod groups {
            pub mod get;
        }
        mod settings {
            mod get;
            mod patch;
        }
        mod events {
            mod event_id {
                mod get;
            }
            mod get;
        }
        mod api_keys {
            mod get;
            mod post;
            mod api_user_id {
                mod delete;
                mod get;
                mod patch;
                mod whitelist;
                mod access_list {
                    mod get;
                    mod post;
                    mod ip_address {
                        mod delete;
                        mod get;
                    }
                }
            }
        }
    }
}
mod users {
    mod user_id {
        mod access_list {
            mod get;
            mod ip_address {
                mod delete;
                mod get;
            }
            mod post;
        }
        mod keys {
            mod get;
            mod key_id {
                mod delete;
                mod get;
                mod patch;
            }
            mod post;
        }
        mod whitelist;
    }
}
mod groups {
    mod get;
    mod post;
    mod group_id {
        mod delete;
        pub mod get;
        mod patch;
        mod api_keys {
            mod get;
            mod post;
            mod api_user_id {
                mod delete;
                mod patch;
                mod post;
            }
        }
        mod events {
            mod event_id {
                mod get;
            }
            mod get;
        }
        mod clusters {
            mod cluster_name {
                mod backup {
                    mod restore_jobs {
                        mod get;
                        mod post;
                        mod restore_job_id {
                            mod delete;
                            mod get;
                        }
                    }
                    mod schedule {
                        mod delete;
                        mod patch;
                    }
                    mod snapshots {
                        mod post;
                        mod sharded_cluster {
                            mod snapshot_id {
                                mod delete;
                            }
                        }
                        mod snapshot_id {
                            mod delete;
                        }
                    }
                }
                mod restore_jobs {
                    mod post;
                }
                mod snapshot_schedule {
                    mod patch;
                }
                mod snapshots {
                    mod snapshot_id {
                        mod delete;
                        mod patch;
                    }
                }
            }
        }
        mod serverless {
            mod cluster_name {
                mod backup {
                    mod restore_jobs {
                        mod get;
                        mod post;
                        mod restore_job_id {
                            mod delete;
                            mod get;
                        }
                    }
                }
            }
        }
    }
}
mod event_types {
    mod get;
}
mod rate_limits {
    mod endpoint_set_id {
        mod get;
    }
    pub mod get;
}
mod private {
    mod ipinfo;
}

mod account_import;
mod accounts;
mod administration;
mod authentication;
mod backend;
mod bodies;
mod changes;
mod check;
mod concurrency;
mod counters;
mod coverage;
mod curl;
mod decisions;
mod described;
mod limiting;
mod lockouts;
mod paths;
mod presentation;
mod proxies;
mod public;
mod sample;
mod standings;
mod storage;
mod versions;
