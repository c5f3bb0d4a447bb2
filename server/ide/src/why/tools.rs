//! The tools that are left to an agent, and why the others went.

use dossier_dialect::{Atom, Dialect, Field, FieldValue, FileKind, OldToolState, Tool, ToolName};
use dossier_syntax::{Entry, FrontMatter, PermissionRule, Span, Wants};
use dossier_workspace::{Snapshot, Source};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostics::{is_for_main_session, tool_lists, tool_name};
use crate::fixes::ListItems;
use crate::withheld::is_withheld;

use super::tool_maps::ToolMaps;

/// The tools of an agent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tools<'a> {
    /// What holds where no list gives any, in the table's words.
    pub unlisted: Option<&'a str>,
    /// Those that are given.
    pub left: Vec<Given>,
    /// Those that are listed, or that the program has, and that it doesn't get.
    pub gone: Vec<Gone<'a>>,
}

/// A tool that is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What is written, with what limits it.
    pub written: String,
    /// What the program calls it today, where that is something else.
    pub today: Option<String>,
    /// What makes it doubtful all the same.
    pub doubt: Option<Doubt>,
}

/// What makes a tool doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No file that was read configures the server.
    NoServer(String),
    /// The table doesn't have it, and the list may hold what the table doesn't have.
    NotInTable,
}

/// A tool that it doesn't get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone<'a> {
    /// Its name.
    pub name: String,
    /// Why.
    pub because: GoneBecause<'a>,
}

/// Why an agent doesn't get a tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoneBecause<'a> {
    /// It is never given to subagents, unless they say so.
    Withheld(Option<&'a FieldValue>),
    /// The field of that name takes it away.
    TakenAway(String),
    /// The program has no such tool.
    Unknown,
    /// The program had it, or tolerates its name; what became of it.
    Old(&'a str),
    /// It is a name for permission rules that nobody can call.
    ForRulesOnly,
}

/// The tools of an agent, as the program's table knows them; `None` for other kinds of file, and
/// for a program without tools in its table.
pub(crate) fn of<'a>(
    snapshot: &Snapshot,
    source: &Source,
    dialect: &'a Dialect,
) -> Option<Tools<'a>> {
    let front_matter = source.parsed.front_matter.as_ref()?;
    let kind = source.place().kind;
    if kind != FileKind::Agent || dialect.tools().is_empty() {
        return None;
    }
    if let Some(maps) = ToolMaps::of(dialect, kind, front_matter) {
        // Where tools are written in another way, too, it isn't known here which of both counts.
        let mut lists = tool_lists(dialect, kind, front_matter);
        return lists.next().is_none().then(|| left_by(&maps, dialect));
    }
    // Where something else than a list says it, it isn't known here.
    let gives =
        |field: &&Field| field.shape.holds(Atom::Tool) && !field.takes_away && !field.is_nested();
    let giving = dialect.fields(kind).find(gives)?;
    let text = source.text.as_ref();
    let lists: Vec<(&Entry, &Field)> = tool_lists(dialect, kind, front_matter)
        .filter(|(_, field)| !field.is_nested())
        .collect();
    let filters = Filters {
        source,
        dialect,
        front_matter,
        taken: taken_away(dialect, text, &lists),
        servers: servers(snapshot, source, dialect, front_matter),
    };
    let mut tools = Tools::default();
    let mut has_all = true;
    for (entry, field) in lists.iter().filter(|(_, field)| !field.takes_away) {
        has_all = false;
        let items = ListItems::new(text, entry, field);
        let leads = is_for_main_session(dialect, text, &items);
        let mut seen = FxHashSet::default();
        for item in items.iter().filter(|item| seen.insert(item.span.of(text))) {
            has_all |= filters.sort(item.span, field, leads, &mut tools);
        }
    }
    if has_all {
        let is_written = front_matter.field(&giving.name).is_some();
        tools.unlisted = giving.default.as_deref().filter(|_| !is_written);
        filters.of_all(&mut tools);
    }
    Some(tools)
}

/// What is left where maps take tools away. Without a word about the rest, the rest is there.
fn left_by<'a>(maps: &ToolMaps<'a>, dialect: &'a Dialect) -> Tools<'a> {
    let mut tools = Tools::default();
    if !maps.takes_the_rest() {
        tools.unlisted = maps.first.default.as_deref();
    }
    for tool in dialect.tools().iter().filter(|tool| !tool.rule_only) {
        match maps.taking(&tool.name) {
            Some(by) => tools.gone.push(Gone {
                name: tool.name.clone(),
                because: GoneBecause::TakenAway(by.to_owned()),
            }),
            None if maps.takes_the_rest() => tools.left.push(Given {
                written: tool.name.clone(),
                today: None,
                doubt: None,
            }),
            None => {}
        }
    }
    let others = maps.others(dialect.tools());
    tools.gone.extend(others.map(|(name, by)| Gone {
        name: name.to_owned(),
        because: GoneBecause::TakenAway(by.to_owned()),
    }));
    tools
}

/// The tools that are taken away as a whole, by what they are called today, with the field.
fn taken_away<'a>(
    dialect: &'a Dialect,
    text: &'a str,
    lists: &[(&Entry, &Field)],
) -> FxHashMap<&'a str, String> {
    let mut taken = FxHashMap::default();
    for (entry, field) in lists.iter().filter(|(_, field)| field.takes_away) {
        for item in ListItems::new(text, entry, field).iter() {
            let rule = PermissionRule::parse(text, item.span);
            let name = tool_name(dialect, rule.tool.of(text));
            if let Some(name) = name.filter(|_| rule.argument.is_none() || field.whole_tools) {
                taken.entry(name).or_insert(entry.name.to_string());
            }
        }
    }
    taken
}

/// What an agent's tools go through.
struct Filters<'a, 's> {
    source: &'s Source,
    dialect: &'a Dialect,
    front_matter: &'s FrontMatter,
    taken: FxHashMap<&'s str, String>,
    /// The servers that it names, in the order of the text, and whether each is configured.
    servers: Vec<(Span, bool)>,
}

/// Where a file names MCP servers, and whether some file configures each of them, or the agent
/// itself. A list of tools may name one of them thousands of times.
fn servers(
    snapshot: &Snapshot,
    source: &Source,
    dialect: &Dialect,
    front_matter: &FrontMatter,
) -> Vec<(Span, bool)> {
    let own = front_matter.entries.iter().filter(|entry| {
        let field = dialect.field(source.place().kind, &entry.name);
        field.is_some_and(|field| field.shape.holds(Atom::Server))
    });
    let own: Vec<&str> = own.map(|it| it.value.span.of(&source.text)).collect();
    let mut known: FxHashMap<&str, bool> = FxHashMap::default();
    let mentions = source.facts.mentions();
    let mentions = mentions.filter(|it| it.wants == Wants::McpServer);
    let found = mentions.map(|mention| {
        let is_there = known.entry(mention.name).or_insert_with(|| {
            let is_own = own.iter().any(|it| it.contains(mention.name));
            is_own || !snapshot.resolve(source.id, &mention).is_empty()
        });
        (mention.span, *is_there)
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|it| it.0.range().start);
    found
}

impl<'a: 's, 's> Filters<'a, 's> {
    /// Puts one item of a list where it belongs. Returns true if it stands for every tool.
    fn sort(&self, item: Span, field: &Field, leads: bool, tools: &mut Tools<'a>) -> bool {
        let text = self.source.text.as_ref();
        let rule = PermissionRule::parse(text, item);
        let name = rule.tool.of(text);
        let given = |today: Option<&str>, doubt| Given {
            written: item.of(text).to_owned(),
            today: today.map(str::to_owned),
            doubt,
        };
        let gone = |because| Gone {
            name: name.to_owned(),
            because,
        };
        match (self.dialect.tool(name), self.taking(name)) {
            (ToolName::All, _) => return true,
            (_, Some(by)) => tools.gone.push(gone(GoneBecause::TakenAway(by.clone()))),
            (ToolName::Mcp, None) => tools.left.push(given(None, self.without_server(rule.tool))),
            (ToolName::Tool(tool), None) => match self.lost(tool, leads) {
                Some(because) => tools.gone.push(gone(because)),
                None => tools.left.push(given(None, None)),
            },
            (ToolName::Old(old), None) => {
                let now = self.dialect.tool_today(name);
                let now = now.filter(|_| old.state == OldToolState::Renamed);
                match now.map(|tool| (tool, self.lost(tool, leads))) {
                    Some((_, Some(because))) => tools.gone.push(gone(because)),
                    Some((tool, None)) => tools.left.push(given(Some(&tool.name), None)),
                    None if old.state == OldToolState::Renamed => {
                        tools.left.push(given(old.now.as_deref(), None));
                    }
                    None => tools.gone.push(gone(GoneBecause::Old(&old.doc))),
                }
            }
            (ToolName::Unknown, None) if field.open_list => {
                tools.left.push(given(None, Some(Doubt::NotInTable)));
            }
            (ToolName::Unknown, None) => tools.gone.push(gone(GoneBecause::Unknown)),
        }
        false
    }

    /// The field that takes a tool away, or all tools of its server.
    fn taking(&self, name: &str) -> Option<&String> {
        let today = tool_name(self.dialect, name)?;
        let whole_server = || {
            let mcp = self.dialect.mcp()?;
            let (_, server) = mcp.server_of(today)?;
            self.taken.get(mcp.all_of(server).as_str())
        };
        self.taken.get(today).or_else(whole_server)
    }

    fn lost(&self, tool: &'a Tool, leads: bool) -> Option<GoneBecause<'a>> {
        if tool.rule_only {
            return Some(GoneBecause::ForRulesOnly);
        }
        let is_withheld = is_withheld(tool, FileKind::Agent, Some(self.front_matter));
        (is_withheld && !leads).then_some(GoneBecause::Withheld(tool.subagents_with.as_ref()))
    }

    /// The server that a tool is of, where no file configures it, nor the agent itself.
    fn without_server(&self, tool: Span) -> Option<Doubt> {
        let outer = tool.range();
        let first = self
            .servers
            .partition_point(|it| it.0.range().start < outer.start);
        let (span, is_there) = self.servers.get(first)?;
        let is_of_tool = span.range().end <= outer.end;
        (is_of_tool && !is_there).then(|| Doubt::NoServer(span.of(&self.source.text).to_owned()))
    }

    /// What an agent that gets every tool doesn't get: what is kept from it and taken away.
    fn of_all(&self, tools: &mut Tools<'a>) {
        for tool in self.dialect.tools() {
            let because = match self.taken.get(tool.name.as_str()) {
                Some(by) => GoneBecause::TakenAway(by.clone()),
                None if tool.rule_only => continue,
                None => match self.lost(tool, false) {
                    Some(because) => because,
                    None => continue,
                },
            };
            tools.gone.push(Gone {
                name: tool.name.clone(),
                because,
            });
        }
        let mut others: Vec<_> = self.taken.iter().collect();
        others.sort();
        let is_known = |name: &str| tools.gone.iter().any(|it| it.name == name);
        let others: Vec<_> = others.into_iter().filter(|it| !is_known(it.0)).collect();
        tools.gone.extend(others.into_iter().map(|(name, by)| Gone {
            name: (*name).to_owned(),
            because: GoneBecause::TakenAway(by.clone()),
        }));
    }
}
