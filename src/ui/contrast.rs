//! The colours of both themes, measured: WCAG 2.2 AA asks 4.5:1 of text and 3:1 of borders and focus rings.

use std::collections::HashMap;

const TOKENS: &str = include_str!("../../style/tokens.css");
const TEXT: f64 = 4.5;
const GRAPHICS: f64 = 3.0;

/// Text and the surfaces it stands on.
const TEXT_PAIRS: &[(&str, &[&str])] = &[
    ("text", &["surface", "raised", "sunken", "hover", "selected"]),
    ("muted", &["surface", "raised", "sunken", "hover", "selected"]),
    (
        "accent-text",
        &["surface", "raised", "sunken", "hover", "selected"],
    ),
    ("on-accent", &["accent", "accent-hover"]),
    ("on-danger", &["danger-fill", "danger-fill-hover"]),
    ("rail-text", &["rail", "rail-hover", "rail-current"]),
    ("rail-muted", &["rail"]),
    ("danger", &["surface", "raised", "danger-soft"]),
    ("warning", &["surface", "raised", "warning-soft"]),
    ("success", &["surface", "raised", "success-soft"]),
    ("info", &["surface", "raised", "info-soft"]),
    (
        "text",
        &["danger-soft", "warning-soft", "success-soft", "info-soft"],
    ),
];

/// Lines that must be seen to use a control, and what is behind them.
const GRAPHIC_PAIRS: &[(&str, &[&str])] = &[
    ("border-control", &["surface", "raised"]),
    ("focus", &["surface", "raised", "sunken"]),
    ("rail-focus", &["rail"]),
];

#[test]
fn both_themes_have_enough_contrast() {
    let tokens = tokens();
    let mut failures = Vec::new();
    for (pairs, least) in [(TEXT_PAIRS, TEXT), (GRAPHIC_PAIRS, GRAPHICS)] {
        for (front, backs) in pairs {
            for back in *backs {
                for theme in [0, 1] {
                    let ratio = contrast(tokens[*front][theme], tokens[*back][theme]);
                    if ratio < least {
                        let theme = ["light", "dark"][theme];
                        failures.push(format!("{theme}: {front} on {back} is {ratio:.2}, needs {least}"));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_known_ratio_is_measured_right() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.01);
    assert!((contrast([0x76, 0x76, 0x76], [255, 255, 255]) - 4.54).abs() < 0.01);
}

/// Every `--name: light-dark(#rrggbb, #rrggbb);`, as light and dark.
fn tokens() -> HashMap<&'static str, [[u8; 3]; 2]> {
    TOKENS
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
            let (light, dark) = value
                .trim()
                .strip_prefix("light-dark(")?
                .strip_suffix(");")?
                .split_once(", ")?;
            Some((name, [rgb(light)?, rgb(dark)?]))
        })
        .collect()
}

fn rgb(hex: &str) -> Option<[u8; 3]> {
    let value = u32::from_str_radix(hex.strip_prefix('#')?, 16).ok()?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some([red, green, blue])
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
