//! The whole route table. Their URLs are made in `paths`.

use crate::{
    pages::{
        api_keys::{ApiKeysPage, create::CreateApiKeyPage, edit::EditApiKeyPage, key::ApiKeyPage},
        not_found::NotFoundPage,
        set_up::SetUpPage,
        sign_in::SignInPage,
    },
    paths,
    shell::Shell,
};
use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Redirect, Route, Routes},
    path,
};

/// Every page. Those below the shell are for whoever is signed in.
#[component]
pub fn ConsoleRoutes() -> impl IntoView {
    let home = || view! { <Redirect path=paths::API_KEYS options=replace() /> };
    view! {
        <Routes fallback=NotFoundPage>
            <Route path=path!("/set-up") view=SetUpPage />
            <Route path=path!("/sign-in") view=SignInPage />
            <ParentRoute path=path!("") view=Shell>
                <Route path=path!("/") view=home />
                <Route path=path!("/organization/api-keys") view=ApiKeysPage />
                <Route path=path!("/organization/api-keys/new") view=CreateApiKeyPage />
                <Route path=path!("/organization/api-keys/:id") view=ApiKeyPage />
                <Route path=path!("/organization/api-keys/:id/edit") view=EditApiKeyPage />
                <Route path=path!("/*any") view=NotFoundPage />
            </ParentRoute>
        </Routes>
    }
    .into_any()
}

/// Goes to a page in place of the one that led there, so that Back does not lead into a circle.
pub fn replace() -> leptos_router::NavigateOptions {
    leptos_router::NavigateOptions {
        replace: true,
        ..Default::default()
    }
}
