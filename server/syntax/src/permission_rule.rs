//! Permission rules: `Bash(git *)`, `Agent(planner, reviewer)`, `mcp__github__create_issue`.
//!
//! Several programs write rules so; how each names its tools and servers is in its tables.

use crate::Span;

/// The parts of one rule, as spans of the text it was cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PermissionRule {
    /// The tool's name.
    pub tool: Span,
    /// What stands in the parentheses, without them.
    pub argument: Option<Span>,
    /// False where an opening parenthesis was never closed.
    pub closed: bool,
}

impl PermissionRule {
    /// Reads the rule that `rule` marks in `text`. Every text is some rule: one without
    /// parentheses is all tool.
    pub fn parse(text: &str, rule: Span) -> Self {
        let source = rule.of(text);
        let Some(open) = source.find('(') else {
            return Self {
                tool: rule,
                argument: None,
                closed: true,
            };
        };
        let start = rule.range().start;
        let tool = Span::new(start, start + source[..open].trim_end().len());
        let (end, closed) = match source.rfind(')') {
            Some(close) if close > open => (close, true),
            _ => (source.len(), false),
        };
        Self {
            tool,
            argument: Some(Span::new(start + open + 1, start + end)),
            closed,
        }
    }

    /// The comma-separated parts of the argument, trimmed.
    pub fn parts(&self, text: &str) -> Vec<Span> {
        self.argument
            .map(|argument| split_outside_parentheses(text, argument, |c| c == ','))
            .unwrap_or_default()
    }
}

/// Splits `span` of `text` at the characters that `separates` accepts, except inside
/// parentheses. Pieces are trimmed; empty ones are left out.
pub fn split_outside_parentheses(
    text: &str,
    span: Span,
    separates: impl Fn(char) -> bool,
) -> Vec<Span> {
    let source = span.of(text);
    let base = span.range().start;
    let mut pieces = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let piece = &source[from..to];
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let from = from + (piece.len() - piece.trim_start().len());
            pieces.push(Span::new(base + from, base + from + trimmed.len()));
        }
    };
    for (at, c) in source.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && separates(c) => {
                push(start, at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    push(start, source.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_has_a_tool_and_parts() {
        let text = "Read, Agent(planner, alpha:reviewer), Bash(git *";
        let rules = split_outside_parentheses(text, Span::new(0, text.len()), |c| c == ',');
        assert_eq!(
            rules.iter().map(|rule| rule.of(text)).collect::<Vec<_>>(),
            ["Read", "Agent(planner, alpha:reviewer)", "Bash(git *"],
        );
        let agent = PermissionRule::parse(text, rules[1]);
        assert_eq!(agent.tool.of(text), "Agent");
        assert_eq!(
            agent
                .parts(text)
                .iter()
                .map(|part| part.of(text))
                .collect::<Vec<_>>(),
            ["planner", "alpha:reviewer"],
        );
        let bash = PermissionRule::parse(text, rules[2]);
        assert_eq!((bash.tool.of(text), bash.closed), ("Bash", false));
        assert_eq!(
            bash.argument.map(|argument| argument.of(text)),
            Some("git *")
        );
    }
}
