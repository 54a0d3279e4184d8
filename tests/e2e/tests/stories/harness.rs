//! The harness itself, tried on a small page of its own: what it must find, refuse and report.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
};

use e2e::{Browser, Error, Find, Key, Role, curl};

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Keys</title><link rel="icon" href="data:,"></head><body>
<h1>API Keys</h1>
<form><label for="d">Description</label><input id="d" name="d"><p id="typed"></p><label><input type="checkbox"> Read only</label>
<label for="r">Role</label><select id="r"><option>Owner</option><option>Member</option></select>
<label for="p">Password</label><input id="p" type="password"></form>
<table><tr><th>Description</th><th>Actions</th></tr>
<tr><td>ci-deploy</td><td><button aria-label="Delete">x</button></td></tr>
<tr><td>backup "nightly"</td><td><button aria-label="Delete">x</button></td></tr></table>
<button id="open">Create
  API Key</button> <button id="late" disabled>Late</button> <button hidden>Hidden</button>
<div role="alert" id="alert"></div>
<dialog aria-labelledby="t"><h2 id="t">Create API Key</h2><button id="done">Done</button></dialog>
<script nonce="n">
const at = id => document.getElementById(id);
document.querySelector('[name=d]').addEventListener('input', e => { at('typed').textContent = 'typed: ' + e.target.value; });
at('open').onclick = () => document.querySelector('dialog').showModal();
at('done').onclick = () => { document.querySelector('dialog').close(); at('alert').textContent = 'Key created'; at('late').disabled = false; };
at('late').onclick = () => { at('late').remove(); };
for (const [row, b] of document.querySelectorAll('td button').entries()) b.onclick = () => document.querySelectorAll('tr')[row + 1].remove();
localStorage.setItem('theme', 'dark'); history.replaceState({ step: 'access-list' }, '');
</script></body></html>"#;

/// Serves the page on loopback, with a content security policy that forbids inline scripts but this one.
fn serve_page() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = BufReader::new(stream.try_clone().unwrap());
            let mut first = String::new();
            let _ = request.read_line(&mut first);
            let mut line = String::new();
            while request.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let (status, body) = if first.contains(" / ") {
                ("200 OK", PAGE)
            } else {
                ("404 Not Found", "no")
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\
                 Content-Security-Policy: script-src 'nonce-n'\r\n\r\n{body}",
                body.len()
            );
        }
    });
    format!("http://{address}/")
}

async fn open() -> Result<Browser, Error> {
    let browser = Browser::start().await?;
    browser.goto(&serve_page()).await?;
    Ok(browser)
}

#[tokio::test]
async fn what_is_hidden_or_has_another_role_or_name_is_not_found() -> Result<(), Error> {
    let browser = open().await?;
    assert_eq!(browser.button("Hidden").count().await?, 0);
    assert_eq!(browser.link("Late").count().await?, 0);
    assert_eq!(browser.button("Create API").count().await?, 0);
    assert_eq!(browser.alert("").count().await?, 1);
    assert_eq!(browser.dialog("Create API Key").count().await?, 0);
    assert_eq!(browser.button("Delete").count().await?, 2);
    browser.close().await
}

#[tokio::test]
async fn a_form_is_filled_as_by_a_person() -> Result<(), Error> {
    let browser = open().await?;
    let description = browser.textbox("Description");
    description.fill("first").await?;
    description.fill("ci-deploy").await?;
    assert_eq!(description.value().await?, "ci-deploy");
    assert_eq!(browser.text("typed:").read().await?, "typed: ci-deploy");
    description.fill("").await?;
    assert_eq!(description.value().await?, "");
    assert!(description.is_focused().await?);
    browser.press(Key::Tab).await?;
    let read_only = browser.checkbox("Read only");
    assert!(read_only.is_focused().await? && !read_only.is_checked().await?);
    read_only.click().await?;
    assert!(read_only.is_checked().await?);
    browser.combobox("Role").choose("Member").await?;
    assert_eq!(browser.combobox("Role").value().await?, "Member");
    browser.textbox("Password").fill("correct horse").await?;
    assert_eq!(browser.textbox("Password").value().await?, "correct horse");
    Ok(())
}

#[tokio::test]
async fn an_open_modal_dialog_hides_the_page_behind_it() -> Result<(), Error> {
    let browser = open().await?;
    browser.button("Create API Key").click().await?;
    browser
        .dialog("Create API Key")
        .heading("Create API Key")
        .wait()
        .await?;
    assert_eq!(browser.button("Create API Key").count().await?, 0);
    assert_eq!(browser.row("ci-deploy").count().await?, 0);
    browser.button("Done").click().await?;
    browser.dialog("Create API Key").gone().await?;
    assert_eq!(browser.alert("created").read().await?, "Key created");
    browser.button("Late").click().await?;
    browser.button("Late").gone().await
}

#[tokio::test]
async fn a_row_is_a_place_to_look_in() -> Result<(), Error> {
    let browser = open().await?;
    browser.row("backup \"nightly\"").button("Delete").click().await?;
    browser.text("backup \"nightly\"").gone().await?;
    browser.row("ci-deploy").button("Delete").wait().await?;
    assert_eq!(browser.find(Role::Table, "").count().await?, 1);
    Ok(())
}

#[tokio::test]
async fn the_console_is_clean_until_a_script_breaks_the_policy() -> Result<(), Error> {
    let browser = open().await?;
    browser.assert_console_clean().await?;
    let inject =
        "const s = document.createElement('script'); s.textContent = 'let a'; document.body.append(s);";
    browser.execute(inject).await?;
    let lines = e2e::until("what the policy forbids in the console", async || {
        Ok(match browser.assert_console_clean().await {
            Err(Error::Console(lines)) => Ok(lines),
            other => Err(format!("{other:?}")),
        })
    })
    .await?;
    assert!(lines[0].contains("Content Security Policy"), "{lines:?}");
    Ok(())
}

#[tokio::test]
async fn everything_a_page_keeps_is_in_the_dump() -> Result<(), Error> {
    let browser = open().await?;
    let dump = browser.storage_dump().await?;
    for kept in ["theme", "dark", "access-list", "http://127.0.0.1"] {
        assert!(dump.contains(kept), "{kept} is not in {dump}");
    }
    assert!(browser.page_source().await?.contains("ci-deploy"));
    assert_eq!(browser.title().await?, "Keys");
    Ok(())
}

#[tokio::test]
async fn curl_answers_the_status_and_the_body() -> Result<(), Error> {
    let url = serve_page();
    let missing = curl(&[&format!("{url}missing")]).await?;
    assert_eq!((missing.status, missing.body.as_str()), (404, "no"));
    assert_eq!(curl(&[&url]).await?.status, 200);
    assert!(curl(&["http://127.0.0.1:1/"]).await.is_err());
    Ok(())
}

/// What the other engines' drivers cannot do.
mod only_chromium {
    use super::*;

    #[tokio::test]
    async fn the_page_is_as_wide_as_a_phone_and_as_dark_as_asked() -> Result<(), Error> {
        let browser = Browser::sized(390, 844).await?;
        browser.goto(&serve_page()).await?;
        assert_eq!(
            browser.execute("return innerWidth + 'x' + innerHeight").await?,
            "390x844"
        );
        for scheme in ["light", "dark"] {
            browser.prefer("prefers-color-scheme", scheme).await?;
            let script = format!("return matchMedia('(prefers-color-scheme: {scheme})').matches");
            assert_eq!(browser.execute(&script).await?, true);
        }
        let directory = tempfile::tempdir().unwrap();
        let picture = directory.path().join("pictures/page.png");
        browser.screenshot(&picture).await?;
        assert!(std::fs::read(picture).unwrap().starts_with(b"\x89PNG"));
        Ok(())
    }

    #[tokio::test]
    async fn a_refused_request_is_in_the_console() -> Result<(), Error> {
        let browser = open().await?;
        browser.execute("fetch('/missing')").await?;
        e2e::until("a refused request in the console", async || {
            let lines = browser.console().await?;
            Ok(lines
                .iter()
                .find(|line| line.message.contains("404"))
                .map(drop)
                .ok_or(format!("{lines:?}")))
        })
        .await?;
        browser.assert_console_clean_except(&["404"]).await
    }

    /// The page with more of style.
    async fn with_style(style: &str) -> Result<Browser, Error> {
        let browser = open().await?;
        let add = format!(
            "document.head.append(Object.assign(document.createElement('style'), {{ textContent: `{style}` }}));"
        );
        browser.execute(&add).await?;
        Ok(browser)
    }

    #[tokio::test]
    async fn what_is_cut_off_beside_the_window_or_out_of_reach_does_not_fit() -> Result<(), Error> {
        let browser = open().await?;
        browser.assert_fits("a small page").await?;
        for (style, trouble) in [
            ("h1 { margin-left: 3000px; }", "pixels wide and its window"),
            (
                "h1 { width: 20px; white-space: nowrap; overflow: hidden; }",
                "“API Keys” is cut off at the side",
            ),
            (
                "h1 { height: 5px; overflow: hidden; }",
                "“API Keys” is cut off above or below",
            ),
            (
                "h1 { width: 20px; white-space: nowrap; overflow: auto; }",
                "“API Keys” is reached only by",
            ),
            (
                "h1 { position: fixed; top: -500px; }",
                "“API Keys” is outside the window",
            ),
        ] {
            let found = with_style(style).await?.assert_fits("that page").await;
            let Err(Error::Inaccessible { words, .. }) = found else {
                panic!("{style}: {found:?}");
            };
            assert!(words.contains(trouble), "{style}: {words}");
        }
        let ending = "h1 { width: 20px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }";
        with_style(ending).await?.assert_fits("a page that says so").await
    }

    #[tokio::test]
    async fn a_focus_that_cannot_be_seen_is_found() -> Result<(), Error> {
        with_style(":focus { outline: 3px solid red }")
            .await?
            .assert_focus_is_seen("a page with rings")
            .await?;
        let found = with_style(":focus { outline: 3px solid red } #open:focus { outline: none }")
            .await?
            .assert_focus_is_seen("that page")
            .await;
        let Err(Error::Inaccessible { words, .. }) = found else {
            panic!("{found:?}");
        };
        assert!(
            words.contains("id=\"open\"") && !words.contains("id=\"r\""),
            "{words}"
        );
        Ok(())
    }

    #[tokio::test]
    async fn what_axe_finds_is_told() -> Result<(), Error> {
        let browser = with_style("h1 { color: #eee; background: #fff; }").await?;
        let found = browser.assert_accessible("a pale page").await;
        assert!(
            matches!(&found, Err(Error::Inaccessible { words, .. }) if words.contains("color-contrast")),
            "{found:?}"
        );
        Ok(())
    }
}
