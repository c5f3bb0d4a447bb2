//! The rules, by name.

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// What it finds, in a sentence.
    pub finds: &'static str,
}

/// Every rule, by name.
pub const RULES: &[Rule] = &[
    Rule {
        name: "cannot-delegate",
        finds: "An agent that is told to start others and lacks the tool for it.",
    },
    Rule {
        name: "cannot-use-skills",
        finds: "An agent that is told to use skills and lacks the tool for it.",
    },
    Rule {
        name: "deprecated-model",
        finds: "A model that will be retired.",
    },
    Rule {
        name: "duplicate-field",
        finds: "A field that occurs twice; the last one counts.",
    },
    Rule {
        name: "duplicate-name",
        finds: "Two files that one program loads under one name.",
    },
    Rule {
        name: "duplicate-tool",
        finds: "A tool that is listed twice.",
    },
    Rule {
        name: "empty-field",
        finds: "A required field without a value.",
    },
    Rule {
        name: "front-matter",
        finds: "Front matter that YAML readers can't read.",
    },
    Rule {
        name: "ignored-field",
        finds: "A field that plugins may not use.",
    },
    Rule {
        name: "invalid-name",
        finds: "A name that the program refuses.",
    },
    Rule {
        name: "late-front-matter",
        finds: "Front matter that doesn't start on the first line.",
    },
    Rule {
        name: "misnamed-field",
        finds: "A field that is called otherwise in this kind of file.",
    },
    Rule {
        name: "missing-field",
        finds: "A required field that is not there.",
    },
    Rule {
        name: "missing-file",
        finds: "A link to a file that is not there.",
    },
    Rule {
        name: "missing-front-matter",
        finds: "A file that is loaded only with front matter.",
    },
    Rule {
        name: "old-tool",
        finds: "A tool that was renamed or removed.",
    },
    Rule {
        name: "retired-model",
        finds: "A model that is out of service.",
    },
    Rule {
        name: "too-long",
        finds: "A text beyond the program's limit.",
    },
    Rule {
        name: "unknown-agent",
        finds: "The name of an agent that doesn't exist.",
    },
    Rule {
        name: "unknown-field",
        finds: "A field that no program reads in this kind of file.",
    },
    Rule {
        name: "unknown-model",
        finds: "A model that the program doesn't know.",
    },
    Rule {
        name: "unknown-skill",
        finds: "The name of a skill that doesn't exist.",
    },
    Rule {
        name: "unknown-tool",
        finds: "A tool that the program doesn't have.",
    },
    Rule {
        name: "unknown-value",
        finds: "A value that is none of the field's.",
    },
    Rule {
        name: "wrong-shape",
        finds: "A value of another shape than the field's.",
    },
];

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
