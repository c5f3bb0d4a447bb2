//! One pass over a body.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::address::drop_addresses;
use super::block::{Block, file, is_relative_path, tokenize_block};
use super::groups::{Key, OpenGroups};
use super::lexicon::Fence;
use super::pieces::{self, Part, Piece, Setting};
use super::token::Token;
use super::{
    Cue, Form, GroupKind, Groups, Lexicon, OwnedMention, Site, Wants, fence, keyed, name_key,
    samples,
};
use crate::outline::HeadingsPacking;
use crate::{Headings, Span};

/// What a body holds.
pub(crate) struct Scanned {
    /// Its headings, in order.
    pub(crate) headings: Headings,
    /// The places that may name another file, in order.
    pub(crate) mentions: Vec<OwnedMention>,
    /// What those stand in together.
    pub(crate) groups: Groups,
}

/// The headings of `body`, and the places in it that may name another file.
pub(crate) fn scan(text: &str, body: Span, lexicon: &Lexicon) -> Scanned {
    let mut headings = HeadingsPacking::default();
    let mut scan = Scan {
        text,
        lexicon,
        announces: lexicon.announces(body.of(text)),
        // As many as a text has that names somebody in most of its sentences.
        mentions: Vec::with_capacity(body.len() / 80),
        in_order: 0,
        groups: OpenGroups::default(),
        capitals: Vec::new(),
        tokens: Vec::new(),
        heads: FxHashMap::default(),
        announced: None,
        sections: Sections::default(),
    };
    pieces::read(text, body, |part| match part {
        Part::Heading(heading) => headings.add(heading),
        Part::CodeBlock { span, language } => {
            let kind = language.map(|language| lexicon.fence(language));
            if scan.announces {
                let code = Some(kind.unwrap_or(Fence::Plain));
                keyed::scan(text, span, code, lexicon, &mut scan.mentions);
            }
            if let Some(kind) = kind {
                fence::scan(
                    text,
                    span,
                    kind,
                    lexicon,
                    &mut scan.mentions,
                    &mut scan.groups,
                );
            }
        }
        Part::Link {
            text: shown,
            destination,
        } => {
            let path = destination.of(text);
            if is_relative_path(path) || path.len() > 1 && path.starts_with('#') {
                for span in [shown, destination] {
                    scan.mentions.push(file(span, path, Form::Link));
                }
            }
        }
        Part::Text { pieces, setting } => scan.block(pieces, setting),
    });
    let Scan {
        mut mentions,
        groups,
        capitals,
        ..
    } = scan;
    echoes(text, &capitals, &mut mentions);
    mentions.sort_by_key(OwnedMention::order);
    mentions.dedup_by(is_same_place);
    drop_addresses(text, lexicon, &mut mentions);
    leave_samples(&samples::cut_short(text, body, lexicon), &mut mentions);
    let groups = groups.finish(&mentions);
    Scanned {
        headings: headings.finish(),
        mentions,
        groups,
    }
}

/// Takes what stands in `samples`, in the order of the text, for what stands in code.
fn leave_samples(samples: &[Span], mentions: &mut Vec<OwnedMention>) {
    if samples.is_empty() {
        return;
    }
    // An import is read by a program, which takes the text as Markdown does.
    let is_import = |mention: &OwnedMention| mention.form == Form::Import;
    mentions.retain_mut(|mention| {
        let at = mention.span.start;
        let next = samples.partition_point(|sample| sample.end <= at);
        let is_inside = samples.get(next).is_some_and(|sample| sample.start <= at);
        let is_inside = is_inside && !is_import(mention);
        mention.fenced |= is_inside;
        !is_inside || mention.form != Form::Link
    });
}

/// What was met so far.
struct Scan<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    /// Something in the text announces names as programs read them.
    announces: bool,
    mentions: Vec<OwnedMention>,
    /// How many of them are those of blocks that were read, and in order block by block.
    in_order: usize,
    groups: OpenGroups,
    capitals: Vec<Span>,
    tokens: Vec<Token>,
    /// What the heads of tables' columns announce.
    heads: FxHashMap<(u32, u16), Wants>,
    /// What the last heading or sentence before a list announces.
    announced: Option<Wants>,
    sections: Sections,
}

/// The sections that are open, the outermost first.
#[derive(Default)]
struct Sections {
    open: Vec<Section>,
    met: u32,
}

/// The section that a heading stands in.
#[derive(Clone, Copy, Default)]
struct Section {
    /// Its number; 0 for the text as a whole.
    number: u32,
    level: u8,
    /// What its heading announces.
    announced: Option<Wants>,
}

impl Sections {
    /// Opens the section of a heading; returns the one that it stands in.
    fn enter(&mut self, level: u8, announced: Option<Wants>) -> Section {
        self.open.retain(|section| section.level < level);
        let outer = self.open.last().copied().unwrap_or_default();
        self.met += 1;
        self.open.push(Section {
            number: self.met,
            level,
            announced,
        });
        outer
    }
}

impl Scan<'_> {
    fn block(&mut self, pieces: &[Piece], setting: Setting) {
        self.tokens.clear();
        tokenize_block(self.text, pieces, self.lexicon, &mut self.tokens);
        let block = Block {
            text: self.text,
            tokens: &self.tokens,
            setting,
            code: false,
            lexicon: self.lexicon,
        };
        block.scan(&mut self.mentions, &mut self.groups);
        block.labels(pieces, &mut self.mentions);
        block.capitals(&mut self.capitals);
        let announcement = || block.tokens.iter().find_map(|it| it.class.announces());
        let mut behind = 0;
        match setting {
            Setting::Heading(level) => {
                self.announced = announcement();
                let section = self.sections.enter(level, self.announced);
                let key = Key::Headings(section.number, level);
                let group = self.groups.of(key, GroupKind::List, section.announced);
                self.groups.count(group, 1);
                // What says that names follow is none: `Design agents`.
                if self.announced.is_none() {
                    behind = block.lead(group, Site::Heading, &mut self.mentions);
                }
            }
            Setting::Paragraph => {
                let last = block.tokens.last();
                let leads_on = last.is_some_and(|it| matches!(it.mark, Some(':' | '：')));
                if leads_on {
                    self.announced = announcement().or(self.announced);
                }
                block.chains(&mut self.mentions, &mut self.groups, None);
                block.notes(&mut self.mentions, &mut self.groups);
            }
            Setting::Item(list) => {
                let key = Key::List(list);
                let group = self.groups.of(key, GroupKind::List, self.announced);
                self.groups.count(group, 1);
                if !block.chains(&mut self.mentions, &mut self.groups, None) {
                    behind = block.lead(group, Site::Lead, &mut self.mentions);
                }
            }
            Setting::Cell {
                table,
                column,
                head: true,
            } => {
                if let Some(wants) = announcement() {
                    self.heads.insert((table, column), wants);
                }
            }
            Setting::Cell { table, column, .. } => {
                let key = Key::Column(table, column);
                let announced = self.heads.get(&(table, column)).copied();
                let group = self.groups.of(key, GroupKind::Column, announced);
                self.groups.count(group, 1);
                if !block.chains(&mut self.mentions, &mut self.groups, None) {
                    behind = block.lead(group, Site::Cell, &mut self.mentions);
                }
            }
        }
        block.rows(behind, &mut self.mentions, &mut self.groups);
        if self.announces
            && let Some(span) = block.span()
        {
            keyed::scan(self.text, span, None, self.lexicon, &mut self.mentions);
        }
        // What is in order block by block is put in order as a whole much faster.
        self.mentions[self.in_order..].sort_by_key(OwnedMention::order);
        self.in_order = self.mentions.len();
    }
}

/// Capitalised words that repeat a name which the same text writes as one elsewhere: `Builder`
/// after `dispatch to builder`, `Security Auditor` beside `security-auditor`.
fn echoes(text: &str, capitals: &[Span], mentions: &mut Vec<OwnedMention>) {
    // A single word in capitals is an abbreviation of many things, and in a list a topic.
    let is_compound = |name: &str| name.contains([' ', '-']) || name.contains(char::is_lowercase);
    let is_bare_title = |it: &OwnedMention| {
        it.form == Form::Title
            && it.cue == Cue::None
            && is_compound(&it.name)
            && (it.site == Site::Running || it.name.contains([' ', '-']))
    };
    if capitals.is_empty() && !mentions.iter().any(is_bare_title) {
        return;
    }
    let named: FxHashSet<SmolStr> = mentions
        .iter()
        .filter(|it| it.wants != Wants::File && !it.fenced && !is_bare_title(it))
        .map(|mention| name_key(mention.name.rsplit(':').next().unwrap_or_default()))
        .collect();
    for mention in mentions.iter_mut().filter(|mention| is_bare_title(mention)) {
        if named.contains(&name_key(&mention.name)) {
            mention.cue = Cue::Echo;
        }
    }
    for &span in capitals {
        let word = span.of(text);
        if named.contains(&name_key(word)) {
            mentions.push(OwnedMention {
                cue: Cue::Echo,
                ..OwnedMention::new(span, word, Form::Title, Wants::Agent)
            });
        }
    }
}

/// Makes one of two that are found at the same place: a keyed name is also a word, a link's text
/// may be a name, and a name may have a cue and company.
fn is_same_place(later: &mut OwnedMention, earlier: &mut OwnedMention) -> bool {
    if later.span != earlier.span {
        return false;
    }
    let says_more = (rank(later), later.cue) > (rank(earlier), earlier.cue);
    if says_more {
        std::mem::swap(later, earlier);
    }
    earlier.site = earlier.site.max(later.site);
    earlier.group = earlier.group.or(later.group);
    earlier.fenced &= later.fenced;
    true
}

fn rank(mention: &OwnedMention) -> u8 {
    match mention.form {
        // What a list of contents shows may be the name of somebody else.
        Form::Link if mention.own_fragment().is_some() => 0,
        Form::Link | Form::Path | Form::Import | Form::Key | Form::Call | Form::Field => 2,
        Form::Slash | Form::SlashCode | Form::At => 1,
        _ => 0,
    }
}
