//! A key and its secret half, shown the one time the secret is in the clear.

use crate::{
    session::use_session,
    ui::{Checkbox, Notice, SecretText, Tone},
};
use keyhold_markup::view;
use leptos::prelude::*;

/// The public and the private key, and how to try them. The private key is read from the one signal that holds it.
#[component]
pub fn KeySecret(
    /// The public key.
    public_key: String,
    /// The private key. Whoever owns the signal drops it when the page is left.
    private_key: RwSignal<String>,
    /// Whether the private key has been copied.
    copied: RwSignal<bool>,
    /// Whether the person says it has been stored.
    stored: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let command = untrack(|| session.signed_in()).map(|signed_in| {
        curl_command(
            &signed_in.connection.base_url,
            &signed_in.organization.id,
            &public_key,
        )
    });
    view! {
        <Notice tone=Tone::Warning title="Store the private key now">
            "This is the only time it is shown. Keyhold does not keep it and cannot show it again."
        </Notice>
        <SecretText label="Public Key" value=public_key />
        <SecretText label="Private Key" value=private_key on_copied=move || copied.set(true) />
        <Checkbox label="I have stored the private key" checked=stored />
        {command.map(|command| view! {
            <SecretText label="curl Command" value=command />
            <p class="muted">
                "curl asks for the password: paste the private key there, and it stays out of the shell's history."
            </p>
        })}
    }
    .into_any()
}

/// A request that only a working key answers with 200. The private key is not in it: curl asks for what is missing.
fn curl_command(base_url: &str, organization: &str, public_key: &str) -> String {
    format!(
        "curl --digest --user {public_key} --header 'Accept: application/vnd.atlas.2023-01-01+json' \
         '{}/orgs/{organization}'",
        base_url.trim_end_matches('/')
    )
}

#[cfg(test)]
mod tests {
    use super::curl_command;

    #[test]
    fn the_command_leaves_the_password_to_be_asked_for() {
        let command = curl_command(
            "http://127.0.0.1:8080/api/atlas/v2/",
            "65f0c0ffee65f0c0ffee65f0",
            "abcdefgh",
        );
        assert_eq!(
            command,
            "curl --digest --user abcdefgh --header 'Accept: application/vnd.atlas.2023-01-01+json' \
             'http://127.0.0.1:8080/api/atlas/v2/orgs/65f0c0ffee65f0c0ffee65f0'"
        );
    }
}
