//! The published OpenAPI description of v2, which every answer of v2 that a test receives is held to. Its licence keeps it
//! out of this repository: it is looked for beside the clone, or where `KEYHOLD_OPENAPI` says, and where it is not there,
//! nothing is held to it. What may differ from it stands in [`super::differences`].

use std::collections::HashMap;
use std::fmt;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, ValidationError, Validator};
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::client::Answer;
use super::differences::DIFFERENCES;

const BASE: &str = "/api/atlas/v2";
/// Where it lies beside the clone.
const BESIDE: &str = "../../../shared/reference/admin-api.openapi.json";
/// What a path that is nowhere is answered with.
const NOWHERE: &str = "RESOURCE_NOT_FOUND";

/// The description, made into JSON schemas.
pub struct Description {
    document: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// One way in which an answer is not as described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// `GET /orgs/{orgId}`, or the path as it was asked for where it is not described.
    pub operation: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Path,
    Method,
    Status(u16),
    ContentType(String),
    /// A member of the body, and the keyword of its schema that it does not fit.
    Member(String, String),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path => f.write_str("path"),
            Self::Method => f.write_str("method"),
            Self::Status(status) => write!(f, "status {status}"),
            Self::ContentType(media_type) => write!(f, "type {media_type}"),
            Self::Member(member, keyword) => write!(f, "{member}: {keyword}"),
        }
    }
}

/// Fails when an answer is not as described and nothing says that it may differ so.
#[track_caller]
pub fn assert_described(method: &Method, target: &str, answer: &Answer) {
    let Some(description) = Description::get() else {
        return;
    };
    let deviations = description.deviations(method, target, answer);
    let unexplained: Vec<_> = deviations
        .iter()
        .filter(|deviation| {
            !DIFFERENCES
                .iter()
                .any(|difference| difference.explains(deviation))
        })
        .map(|deviation| format!("{}: {}", deviation.operation, deviation.what))
        .collect();
    assert!(
        unexplained.is_empty(),
        "{method} {target} is not as described: {unexplained:#?}\n{} {}",
        answer.status,
        answer.text
    );
}

impl Description {
    /// It, where it is present.
    pub fn get() -> Option<&'static Self> {
        static DESCRIPTION: LazyLock<Option<Description>> = LazyLock::new(|| {
            let named = std::env::var_os("KEYHOLD_OPENAPI").map(PathBuf::from);
            let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(BESIDE);
            if named.is_none() && !beside.exists() {
                // Not by a macro, whose output a test that passes keeps to itself.
                let _ = writeln!(
                    std::io::stderr(),
                    "no OpenAPI description beside the clone or in KEYHOLD_OPENAPI: answers are not held to it"
                );
                return None;
            }
            let text = std::fs::read_to_string(named.unwrap_or(beside)).unwrap();
            Some(Description::of(serde_json::from_str(&text).unwrap()))
        });
        DESCRIPTION.as_ref()
    }

    /// A description as OpenAPI 3.0 has it.
    pub fn of(mut document: Value) -> Self {
        into_json_schema(&mut document);
        Self {
            document,
            validators: Mutex::default(),
        }
    }

    /// All ways in which an answer of v2 is not as described.
    pub fn deviations(&self, method: &Method, target: &str, answer: &Answer) -> Vec<Deviation> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let in_v2 = path
            .strip_prefix(BASE)
            .is_some_and(|below| below.is_empty() || below.starts_with('/'));
        if !in_v2 || *method == Method::OPTIONS {
            return vec![];
        }
        let error_code = answer
            .headers
            .get("x-error-code")
            .map(|code| code.to_str().unwrap());
        let is_challenge = answer.headers.contains_key("www-authenticate");
        let Some((template, operations)) = self.described(path) else {
            let unknown = error_code == Some(NOWHERE) || is_challenge;
            return if unknown {
                vec![]
            } else {
                deviation(path, What::Path)
            };
        };
        let verb = if *method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        let below = template.strip_prefix(BASE).filter(|below| !below.is_empty());
        let name = format!("{verb} {}", below.unwrap_or("/"));
        let Some(operation) = operations.get(verb.as_str().to_ascii_lowercase()) else {
            let refused = answer.status == 405;
            return if refused {
                vec![]
            } else {
                deviation(&name, What::Method)
            };
        };
        self.of_operation(
            operation,
            answer,
            *method == Method::HEAD,
            !is_challenge && query.contains("envelope=true"),
        )
        .into_iter()
        .flat_map(|what| deviation(&name, what))
        .collect()
    }

    fn of_operation(&self, operation: &Value, answer: &Answer, is_head: bool, enveloped: bool) -> Vec<What> {
        let mut found = vec![];
        let responses = operation["responses"].as_object().unwrap();
        let declared = responses.get(&answer.status.to_string());
        if declared.is_none() {
            found.push(What::Status(answer.status));
        }
        // What is not declared has the body of what is nearest to it.
        let alike = |status: &&String| status.starts_with(if answer.status < 400 { '2' } else { '4' });
        let nearest = || &responses[responses.keys().find(alike).unwrap()];
        let content = self.content(declared.unwrap_or_else(nearest));
        let media_type = answer
            .headers
            .get("content-type")
            .map_or("", |value| value.to_str().unwrap());
        let media_type = media_type.split(';').next().unwrap_or_default();
        let Some(described) = content.get(media_type) else {
            found.push(What::ContentType(media_type.to_owned()));
            return found;
        };
        if !is_head
            && !answer.text.is_empty()
            && let Some(schema) = described.get("schema")
        {
            let body = if enveloped {
                out_of_envelope(answer.json())
            } else {
                answer.json()
            };
            found.extend(self.misfits(schema, &body));
        }
        found
    }

    /// The template a path fits, and its operations by method.
    fn described(&self, path: &str) -> Option<(&str, &Value)> {
        let path = path
            .strip_suffix('/')
            .unwrap_or(path)
            .replace("/accesslist", "/accessList");
        let paths = self.document["paths"].as_object().unwrap();
        let fitting = paths.iter().find(|(template, _)| fits(template, &path));
        fitting.map(|(template, operations)| (template.as_str(), operations))
    }

    /// The content of a response by its media type.
    fn content(&self, response: &Value) -> Map<String, Value> {
        let response = match response.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.document.pointer(reference.trim_start_matches('#')).unwrap(),
            None => response,
        };
        response["content"].as_object().cloned().unwrap_or_default()
    }

    fn misfits(&self, schema: &Value, body: &Value) -> Vec<What> {
        let validator = self.validator(schema);
        validator
            .iter_errors(body)
            .flat_map(|error| misfits(&error))
            .collect()
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap();
        let made = validators.entry(schema.to_string()).or_insert_with(|| {
            let mut whole = schema.clone();
            whole["components"] = self.document["components"].clone();
            let options = jsonschema::options().with_draft(Draft::Draft202012);
            Arc::new(options.should_validate_formats(true).build(&whole).unwrap())
        });
        Arc::clone(made)
    }
}

fn deviation(operation: &str, what: What) -> Vec<Deviation> {
    vec![Deviation {
        operation: operation.to_owned(),
        what,
    }]
}

fn fits(template: &str, path: &str) -> bool {
    let (mut expected, mut given) = (template.split('/'), path.split('/'));
    let same = expected.by_ref().zip(given.by_ref()).all(|(expected, given)| {
        expected == given || (expected.starts_with('{') && expected.ends_with('}') && !given.is_empty())
    });
    same && template.split('/').count() == path.split('/').count()
}

/// What stands in an envelope. A list is one itself.
fn out_of_envelope(mut body: Value) -> Value {
    let members = body.as_object_mut().unwrap();
    members.remove("status").unwrap();
    members.remove("content").unwrap_or(body)
}

fn misfits(error: &ValidationError<'_>) -> Vec<What> {
    // A member that is too many or not there is not where the error is.
    let name = match error.kind() {
        // What it is nearest to being is what it was meant to be.
        ValidationErrorKind::OneOfNotValid { context } => {
            let nearest = context.iter().min_by_key(|errors| errors.len());
            return nearest.into_iter().flatten().flat_map(misfits).collect();
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.join(","),
        ValidationErrorKind::Required { property } => property.as_str().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let pointer = format!("{}/{name}", error.instance_path().as_str());
    let keyword = error.kind().keyword().to_owned();
    vec![What::Member(member(pointer.trim_end_matches('/')), keyword)]
}

/// `/results/0/roles/1/roleName` as `roles/*/roleName`: the same whether it stands in a list or alone.
fn member(pointer: &str) -> String {
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = pointer.split('/').skip(1);
    let parts: Vec<_> = parts.map(|part| if number(part) { "*" } else { part }).collect();
    let parts = parts.strip_prefix(&["results", "*"]).unwrap_or(&parts);
    parts.join("/")
}

/// What OpenAPI 3.0 says otherwise than JSON Schema does. Members that are not described are refused, too.
fn into_json_schema(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(into_json_schema),
        Value::Object(schema) => {
            schema.values_mut().for_each(into_json_schema);
            if schema.get("nullable") == Some(&json!(true)) {
                let kind = schema.remove("type");
                schema.insert("type".to_owned(), json!([kind, "null"]));
                if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                    values.push(Value::Null);
                }
            }
            if schema.get("format") == Some(&json!("int32")) {
                schema.entry("minimum").or_insert(json!(i32::MIN));
                schema.entry("maximum").or_insert(json!(i32::MAX));
            }
            if schema.get("properties").is_some_and(Value::is_object) {
                schema.entry("additionalProperties").or_insert(json!(false));
            }
        }
        _ => {}
    }
}
