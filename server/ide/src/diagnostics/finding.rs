//! A finding on its way: what is said, and how grave its rule's file says that this is.

use dossier_dialect::{Rule, Severity};
use dossier_syntax::Span;
use dossier_workspace::FileId;

use super::{Diagnostic, Tag};
use crate::Fix;

/// A finding of a rule, before anybody has asked whether it is wanted here.
#[must_use = "a finding that isn't added is lost"]
pub(crate) struct Finding {
    rule: &'static str,
    case: Option<&'static str>,
    severity: Option<Severity>,
    span: Span,
    message: String,
    tag: Option<Tag>,
    related: Vec<(FileId, Span, String)>,
    fixes: Vec<Fix>,
}

impl Finding {
    /// What `rule` says about the text at `span`.
    pub(crate) fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            case: None,
            severity: None,
            span,
            message: message.into(),
            tag: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Which of the rule's cases it is. A rule with cases needs one.
    pub(crate) fn case(mut self, name: &'static str) -> Self {
        self.case = Some(name);
        self
    }

    /// How grave the program's table says that it is.
    pub(crate) fn severity(mut self, severity: impl Into<Option<Severity>>) -> Self {
        self.severity = severity.into();
        self
    }

    /// How to draw it.
    pub(crate) fn tag(mut self, tag: Tag) -> Self {
        self.tag = Some(tag);
        self
    }

    /// A change that takes it away; those that come first are better.
    pub(crate) fn fix(self, fix: Fix) -> Self {
        self.fixes([fix])
    }

    /// The same with several, or with one that there may be.
    pub(crate) fn fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }

    /// Another place that belongs to it, and why.
    pub(crate) fn related(mut self, file: FileId, span: Span, why: impl Into<String>) -> Self {
        self.related.push((file, span, why.into()));
        self
    }

    /// The name of its rule.
    pub(super) fn rule(&self) -> &'static str {
        self.rule
    }

    /// How grave it is by the program's table, or else by its rule's file.
    pub(super) fn default_severity(&self, rule: &Rule) -> Severity {
        if let Some(severity) = self.severity {
            return severity;
        }
        let severity = rule.severity_of(self.case);
        debug_assert!(
            severity.is_some(),
            "{}: {:?} is one of the rule's cases",
            rule.name,
            self.case
        );
        severity.unwrap_or_else(|| rule.severity())
    }

    /// As it is reported, once it is known how grave it is here.
    pub(crate) fn reported_as(self, severity: Severity) -> Diagnostic {
        Diagnostic {
            rule: self.rule,
            severity,
            span: self.span,
            message: self.message,
            tag: self.tag,
            related: self.related,
            fixes: self.fixes,
        }
    }
}
