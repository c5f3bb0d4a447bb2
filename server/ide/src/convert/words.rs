//! The words of one program in those of another: tools, models, yes and no.

use dossier_dialect::{Atom, Dialect, EVERY_TOOL, Field};

use super::Why;
use super::said::Said;

/// Two programs.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) from: &'a Dialect,
    pub(super) to: &'a Dialect,
}

/// What became of the items of a list: those that were taken over, and those that were not.
pub(super) struct Items {
    pub(super) taken: Vec<String>,
    pub(super) left: Vec<(String, Why)>,
}

impl Words<'_> {
    /// The tools that stand for the same, in the order in which they were written.
    pub(super) fn tools(self, written: &[String]) -> Items {
        let mut items = Items {
            taken: Vec::new(),
            left: Vec::new(),
        };
        for tool in written {
            match self.tool(tool) {
                Ok(tools) => {
                    for tool in tools {
                        if !items.taken.contains(&tool) {
                            items.taken.push(tool);
                        }
                    }
                }
                Err(why) => items.left.push((tool.clone(), why)),
            }
        }
        items
    }

    fn tool(self, written: &str) -> Result<Vec<String>, Why> {
        if written == EVERY_TOOL {
            return Ok(vec![written.to_owned()]);
        }
        if let Some(tool) = self.of_server(written) {
            return Ok(vec![tool]);
        }
        if written.contains('(') {
            return Err(Why::NoPattern);
        }
        let today = self.from.tool_today(written);
        let name = today.map_or(written, |tool| tool.name.as_str());
        let both = self.from.meanings().zip(self.to.meanings());
        let (from, to) = both.ok_or(Why::NoValue)?;
        let means = from.of_tool(name).ok_or(Why::NoValue)?;
        let found: Vec<String> = means
            .iter()
            .filter_map(|what| to.tool_for(what))
            .map(str::to_owned)
            .collect();
        if found.len() < means.len() {
            return Err(Why::NoValue);
        }
        Ok(found)
    }

    /// A tool of an MCP server, as the other program writes it.
    fn of_server(self, written: &str) -> Option<String> {
        let (from, to) = self.from.mcp().zip(self.to.mcp())?;
        let (_, server) = from.server_of(written)?;
        Some(match from.tool_of(written) {
            Some(tool) => format!("{}{server}{}{tool}", to.prefix, to.separator),
            None => to.all_of(server),
        })
    }

    /// The model that stands for the same.
    pub(super) fn model(self, written: &str) -> Option<String> {
        let (from, to) = self.from.meanings().zip(self.to.meanings())?;
        let what = from.models.get(written)?;
        to.model_for(what).map(str::to_owned)
    }

    /// A value of another field, if it may stand there.
    pub(super) fn value(self, said: &Said, from: &Field, to: &Field) -> Option<Said> {
        if to.shape.is(Atom::Boolean) {
            let yes = match said {
                Said::Yes(yes) => *yes,
                Said::Text(text) => self.from.boolean(text)?,
                _ => return None,
            };
            return Some(Said::Yes(yes));
        }
        if to.shape.holds(Atom::Enum) {
            let text = said.plain()?;
            let mut values = to.values.iter();
            return values
                .any(|it| it.value == text)
                .then_some(Said::Text(text));
        }
        let is_list = matches!(said, Said::List(_));
        let takes_list = to.shape.items().is_some();
        let is_map = matches!(said, Said::Map(_));
        let fits = from.shape == to.shape || !is_map && (!is_list || takes_list);
        fits.then(|| said.clone())
    }
}
