//! What the console weighs on the wire, and the budget it must keep.

use std::fmt::Write;

use crate::error::Error;

/// The most that the console's html, wasm, js and css may weigh together, in bytes of brotli.
pub(crate) const BUDGET: u64 = 280 * 1024;

/// The kinds of file a browser must load before the console is usable.
const BUDGETED: [&str; 4] = [".html", ".wasm", ".js", ".css"];

/// One published file's sizes in bytes; a file that is not compressed has only its own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FileSize {
    /// The path below dist/.
    pub(crate) name: String,
    pub(crate) raw: u64,
    pub(crate) gzip: Option<u64>,
    pub(crate) brotli: Option<u64>,
}

impl FileSize {
    fn on_the_wire(&self) -> u64 {
        self.brotli.unwrap_or(self.raw)
    }
}

/// The sizes as a table, with a total.
pub(crate) fn table(files: &[FileSize]) -> String {
    let width = files
        .iter()
        .map(|file| file.name.len())
        .max()
        .unwrap_or(0)
        .max("total".len());
    let mut text = format!(
        "  {:<width$} {:>10} {:>10} {:>10}\n",
        "file", "bytes", "gzip", "brotli"
    );
    let mut line = |name: &str, raw: u64, gzip: Option<u64>, brotli: Option<u64>| {
        let shown = |size: Option<u64>| size.map_or_else(|| "–".to_owned(), |bytes| bytes.to_string());
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "  {name:<width$} {raw:>10} {:>10} {:>10}",
            shown(gzip),
            shown(brotli)
        );
    };
    for file in files {
        line(&file.name, file.raw, file.gzip, file.brotli);
    }
    line(
        "total",
        files.iter().map(|file| file.raw).sum(),
        Some(files.iter().map(|file| file.gzip.unwrap_or(file.raw)).sum()),
        Some(files.iter().map(FileSize::on_the_wire).sum()),
    );
    text
}

/// What a browser loads for the console, in bytes of brotli, or an error when that is more than `budget`.
pub(crate) fn within_budget(files: &[FileSize], budget: u64) -> Result<u64, Error> {
    let budgeted = files
        .iter()
        .filter(|file| BUDGETED.iter().any(|suffix| file.name.ends_with(suffix)));
    let brotli = budgeted.map(FileSize::on_the_wire).sum();
    if brotli > budget {
        Err(Error::OverBudget { brotli, budget })
    } else {
        Ok(brotli)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<FileSize> {
        vec![
            FileSize {
                name: "app.wasm".into(),
                raw: 900,
                gzip: Some(400),
                brotli: Some(300),
            },
            FileSize {
                name: "icon.png".into(),
                raw: 5000,
                gzip: None,
                brotli: None,
            },
            FileSize {
                name: "index.html".into(),
                raw: 90,
                gzip: Some(60),
                brotli: Some(50),
            },
        ]
    }

    #[test]
    fn one_byte_over_the_budget_is_refused_and_says_by_how_much() {
        let error = within_budget(&files(), 349).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the console weighs 350 bytes compressed, 1 over its budget of 349"
        );
    }

    #[test]
    fn exactly_the_budget_is_kept_and_images_do_not_count() {
        assert_eq!(within_budget(&files(), 350).unwrap(), 350);
    }

    #[test]
    fn the_table_lists_each_file_and_the_total() {
        let expected = "  \
  file            bytes       gzip     brotli
  app.wasm          900        400        300
  icon.png         5000          –          –
  index.html         90         60         50
  total            5990       5460       5350
";
        assert_eq!(table(&files()), expected);
    }
}
