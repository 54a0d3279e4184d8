//! Passwords of operators: what is accepted, and argon2id (RFC 9106) over
//! 19 MiB in two passes, off the threads that answer requests.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

use crate::error::Error;

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;

/// The most bytes of a password: argon2 would take more, but nobody types them.
const LONGEST_PASSWORD: usize = 1024;

/// How many hashes may be computed at once. Each takes 19 MiB, and anybody may ask for one.
static TURNS: Semaphore = Semaphore::const_new(4);

/// What a password is verified against when there is no such operator, so that both cases take as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now(b"there is no such operator").ok());

/// Refuses a password nobody should have.
///
/// # Errors
/// [`Error::Invalid`] at the field `password`.
pub fn check(password: &str) -> Result<(), Error> {
    if password.chars().count() < SHORTEST_PASSWORD {
        let message = format!("A password needs at least {SHORTEST_PASSWORD} characters.");
        return Err(Error::invalid("password", message));
    }
    if password.len() > LONGEST_PASSWORD {
        let message = format!("A password may have at most {LONGEST_PASSWORD} bytes.");
        return Err(Error::invalid("password", message));
    }
    Ok(())
}

/// The hash to store, with a random salt, as a PHC string.
///
/// # Errors
/// When there is no randomness or no memory.
pub async fn hash(password: Zeroizing<String>) -> Result<String, Error> {
    in_turn(move || hash_now(password.as_bytes())).await?
}

/// Whether this is the password behind `stored`; `None` stands for an operator there is not, and takes as long.
///
/// # Errors
/// When there is no memory, or the stored hash is broken.
pub async fn verify(password: Zeroizing<String>, stored: Option<String>) -> Result<bool, Error> {
    if password.len() > LONGEST_PASSWORD {
        return Ok(false);
    }
    in_turn(move || {
        let exists = stored.is_some();
        let stored = stored.or_else(|| NOBODY.clone()).ok_or(Error::Hashing)?;
        let stored = PasswordHash::new(&stored).map_err(|_| Error::Hashing)?;
        Ok(Argon2::default()
            .verify_password(password.as_bytes(), &stored)
            .is_ok()
            && exists)
    })
    .await?
}

fn hash_now(password: &[u8]) -> Result<String, Error> {
    let hash = Argon2::default()
        .hash_password(password)
        .map_err(|_| Error::Hashing)?;
    Ok(hash.to_string())
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let _turn = TURNS.acquire().await.map_err(|_| Error::Hashing)?;
    spawn_blocking(work).await.map_err(|_| Error::Hashing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.to_owned())
    }

    #[test]
    fn a_short_password_is_refused_by_characters() {
        assert!(check("elevenchars").is_err());
        assert!(check("zwölf zeiche").is_ok());
        assert!(check(&"x".repeat(1025)).is_err());
    }

    #[tokio::test]
    async fn only_the_right_password_of_somebody_is_right() {
        let stored = hash(secret("correct horse")).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(!verify(secret("wrong horse"), Some(stored.clone())).await.unwrap());
        assert!(!verify(secret("there is no such operator"), None).await.unwrap());
        assert!(verify(secret("correct horse"), Some(stored)).await.unwrap());
    }
}
