//! The key Keyhold itself uses loses its role, as somebody may bring about with another key: everybody is told before they
//! try in vain, and what they try is refused in words.

use e2e::{Error, Find, House, Person, curl};
use serde_json::{Value, json};

const ACCEPT: &str = "Accept: application/vnd.atlas.2023-01-01+json";
const JSON: &str = "Content-Type: application/json";
const ORGANIZATION: &str = "Meridian Parcel";

/// Another owner key, as its user name and password for curl, and the URL of the organization's keys.
async fn another_owner(house: &House) -> Result<(String, String), Error> {
    let command = [
        "admin-api",
        "key",
        "create",
        "--organization",
        ORGANIZATION,
        "--role",
        "ORG_OWNER",
        "--json",
    ];
    let made: Value = serde_json::from_str(&house.server.run_cli(&command, "").await?.stdout).unwrap();
    let text = |field: &str| made[field].as_str().unwrap().to_owned();
    let keys = format!(
        "{}/api/atlas/v2/orgs/{}/apiKeys",
        house.server.url(),
        text("orgId")
    );
    Ok((format!("{}:{}", text("publicKey"), text("privateKey")), keys))
}

#[tokio::test]
async fn where_keyhold_s_own_key_lost_its_role_it_is_told_and_changes_are_refused() -> Result<(), Error> {
    let house = House::open().await?;
    let (user, keys) = another_owner(&house).await?;
    let ask = async |arguments: &[&str]| {
        let digest = ["--digest", "--user", &user, "--header", ACCEPT];
        let answer = curl(&[&digest, arguments].concat()).await?;
        assert_eq!(answer.status, 200, "{}", answer.body);
        Ok::<Value, Error>(serde_json::from_str(&answer.body).unwrap())
    };
    let list = ask(&[&format!("{keys}?itemsPerPage=500")]).await?;
    let is_own = |key: &&Value| key["desc"] == "Keyhold console";
    let own = list["results"].as_array().unwrap().iter().find(is_own).unwrap();
    let own = format!("{keys}/{}", own["id"].as_str().unwrap());
    let give = async |role: &str| {
        let roles = json!({ "roles": [role] }).to_string();
        ask(&["--request", "PATCH", "--header", JSON, "--data", &roles, &own]).await
    };

    give("ORG_READ_ONLY").await?;

    let browser = house.visit(Person::Ada, "/organization/api-keys").await?;
    browser.row("Access review bot").wait().await?;
    browser.text("Keyhold can change nothing").wait().await?;
    assert_eq!(browser.text("Reading access lists").count().await?, 0);

    browser.goto(&house.url("/organization/api-keys/new")).await?;
    browser.textbox("Description").fill("made in vain").await?;
    browser.checkbox("Organization Member").click().await?;
    browser.button("Create").click().await?;
    browser
        .text("The key Keyhold uses may not do this. Give it the role Organization Owner")
        .wait()
        .await?;
    assert_eq!(browser.textbox("Description").value().await?, "made in vain");

    give("ORG_OWNER").await?;
    browser.button("Create").click().await?;
    browser.checkbox("I have stored the private key").wait().await?;
    browser.assert_console_clean_except(&["502"]).await?;
    browser.close().await
}
