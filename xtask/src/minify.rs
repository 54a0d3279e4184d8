//! The script that loads the console, without what only people need of it, and without what nobody uses. wasm-bindgen
//! writes it, and Trunk's own minifier does not understand all of it.

use oxc::{
    allocator::Allocator,
    ast::ast::{Declaration, Program, Statement},
    codegen::{Codegen, CodegenOptions},
    minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions},
    parser::Parser,
    span::{GetSpan, SourceType},
};

use crate::trim::words;

/// The same module in fewer words, or why it is none.
pub(crate) fn script(script: &str) -> Result<String, String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::mjs()).parse();
    if let Some(wrong) = parsed.diagnostics.first() {
        return Err(wrong.to_string());
    }
    let mut program = parsed.program;
    leave_out_classes(&mut program, script);
    let minifier = Minifier::new(MinifierOptions {
        mangle: Some(MangleOptions {
            top_level: Some(true),
            ..MangleOptions::default()
        }),
        compress: Some(CompressOptions::smallest()),
        ..MinifierOptions::default()
    });
    let minified = minifier.minify(&allocator, &mut program);
    Ok(Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .build(&program)
        .code)
}

/// Leaves out the classes that the module offers the page, with all that is there for their sake: a library of the
/// framework's brings some along, and our page uses none. One that anything else mentions stays.
fn leave_out_classes(program: &mut Program<'_>, script: &str) {
    let classes: Vec<String> = program.body.iter().filter_map(offered_class).collect();
    for class in classes {
        // What is to be done once nobody holds one any more is named after it, too.
        let names = [class.clone(), format!("{class}Finalization")];
        let mentions = |statement: &Statement<'_>| {
            words(statement.span().source_text(script)).any(|word| names.iter().any(|name| name == word))
        };
        let is_for_it = |statement: &Statement<'_>| {
            offered_class(statement).is_some_and(|offered| offered == class)
                || matches!(
                    statement,
                    Statement::IfStatement(_) | Statement::VariableDeclaration(_)
                )
        };
        if program.body.iter().filter(|each| mentions(each)).all(is_for_it) {
            program.body.retain(|each| !mentions(each));
        }
    }
}

/// The name of the class that a statement exports.
fn offered_class(statement: &Statement<'_>) -> Option<String> {
    let Statement::ExportDeclaration(export) = statement else {
        return None;
    };
    let Declaration::ClassDeclaration(class) = &export.declaration else {
        return None;
    };
    class.id.as_ref().map(|id| id.name.to_string())
}

#[cfg(test)]
mod tests {
    use super::script;

    const SCRIPT: &str =
        "/** How it begins. */\nfunction begin(first) { return first + 1; }\nexport { begin as default };\n";
    const CLASS: &str = "export class Sink { free() { SinkFinalization.unregister(this); wasm.sink_free(this); } }\n\
        if (Symbol.dispose) Sink.prototype[Symbol.dispose] = Sink.prototype.free;\n\
        const SinkFinalization = new FinalizationRegistry(at => wasm.sink_free(at));\n";

    #[test]
    fn what_is_no_script_is_refused() {
        assert!(script("function (").is_err());
    }

    #[test]
    fn what_others_call_it_by_stays() {
        let small = script(SCRIPT).unwrap();
        assert!(
            small.contains("as default") && !small.contains("How it begins"),
            "{small}"
        );
        assert!(small.len() < SCRIPT.len() / 2, "{small}");
    }

    #[test]
    fn a_class_that_something_else_uses_stays_whole() {
        let used =
            format!("{CLASS}function begin() {{ return new Sink(); }}\nexport {{ begin as default }};");
        let small = script(&used).unwrap();
        assert_eq!(small.matches("sink_free").count(), 2, "{small}");
    }

    #[test]
    fn a_class_that_nothing_uses_goes_with_all_that_is_there_for_it() {
        let small = script(&format!("{CLASS}{SCRIPT}")).unwrap();
        assert_eq!(small, script(SCRIPT).unwrap());
    }

    #[test]
    fn what_is_only_called_alike_stays() {
        let other = "const Sinking = begin.of(1);\n";
        let small = script(&format!("{CLASS}{other}{SCRIPT}")).unwrap();
        assert_eq!(small, script(&format!("{other}{SCRIPT}")).unwrap());
        assert!(small.contains(".of(1)"), "{small}");
    }
}
