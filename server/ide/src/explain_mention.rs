//! Why a word is taken for the name of somebody, or isn't.

use camino::Utf8PathBuf;
use dossier_syntax::{Form, Mention, OwnedMention, Span, Wants, WhyUnnamed, unnamed};
use dossier_workspace::{Companions, Contender, FileId, Snapshot, Strength, Target};

use crate::rename::{Follows, follows_rename};

/// What a place means, and why.
#[derive(Clone, Debug)]
pub enum Explanation<'a> {
    /// It may name somebody, and does if there are targets.
    Mention(Box<Explained<'a>>),
    /// A word that is no possible mention.
    Word {
        /// Where it stands.
        span: Span,
        /// What keeps it from being one.
        why: WhyUnnamed,
        /// Who bears it as a name all the same; what would do is told of running text alone.
        contenders: Vec<Contender>,
    },
    /// The name of what the file itself defines.
    OwnName(Span),
    /// No word stands there.
    Blank,
}

/// A possible mention, and what is made of it.
#[derive(Clone, Debug)]
pub struct Explained<'a> {
    /// How it is written, what stands beside it, and where it stands.
    pub mention: OwnedMention,
    /// What the others are that it stands with.
    pub companions: Option<Companions>,
    /// What it means, the nearest first.
    pub targets: Vec<Target<'a>>,
    /// Who bears the name, those that are meant first.
    pub contenders: Vec<Contender>,
    /// Where the file of a path was looked for.
    pub paths: Vec<Utf8PathBuf>,
    /// What a rename of what is meant does here; `None` where that has no name.
    pub rename: Option<Follows>,
}

impl Explained<'_> {
    /// How much speaks for what is meant first.
    pub fn strength(&self) -> Strength {
        let first = self.targets.first();
        first.map_or(Strength::None, |target| target.strength)
    }
}

/// What the place at the byte `offset` of a file means, and why. `None` for a file that is
/// neither an agent file nor a guest.
pub fn explain_mention(
    snapshot: &Snapshot,
    file: FileId,
    offset: usize,
) -> Option<Explanation<'_>> {
    let source = snapshot.readable(file)?;
    let mut explained = source.facts.mentions_at(offset).map(|mention| {
        let targets = snapshot.resolve(file, &mention);
        let subject = targets.first().and_then(Target::indexed);
        Explained {
            companions: snapshot.companions(file, &mention),
            contenders: snapshot.contenders(file, &mention),
            paths: snapshot.paths_tried(file, &mention),
            rename: subject
                .and_then(|subject| follows_rename(snapshot, file, &mention, subject, &targets[0])),
            mention: mention.kept(),
            targets,
        }
    });
    // As for definition: the narrowest that means something, or else the narrowest.
    let narrowest = explained.next();
    if let Some(narrowest) = narrowest {
        let found = match narrowest.targets.is_empty() {
            true => explained.find(|it| !it.targets.is_empty()),
            false => None,
        };
        return Some(Explanation::Mention(Box::new(found.unwrap_or(narrowest))));
    }
    let own = source.facts.definition.as_ref().map(|it| it.name_span);
    if let Some(span) = own.filter(|span| !span.is_empty() && span.touches(offset)) {
        return Some(Explanation::OwnName(span));
    }
    let (text, body) = (&source.text, source.parsed.body);
    let Some(word) = unnamed(text, body, offset, snapshot.dialects().lexicon()) else {
        return Some(Explanation::Blank);
    };
    let mention = Mention::new(word.word, word.word.of(text), Form::Plain, Wants::Any);
    let mut contenders = snapshot.contenders(file, &mention);
    if !matches!(word.why, WhyUnnamed::Word | WhyUnnamed::Heading) {
        contenders.iter_mut().for_each(|it| it.would_do.clear());
    }
    Some(Explanation::Word {
        span: word.word,
        why: word.why,
        contenders,
    })
}

#[cfg(test)]
mod tests {
    use dossier_workspace::{Change, KeptOut, Row};

    use super::*;
    use crate::testing::at_cursor;

    const TEAM: &str = "
//- /w/.claude/agents/planner.md
---
name: planner
description: Plans.
---
//- /w/.claude/agents/ml-engineer.md
---
name: ml-engineer
description: Trains.
---
//- /w/plugins/alpha/.claude-plugin/plugin.json
{\"name\": \"alpha\"}
//- /w/plugins/alpha/agents/auditor.md
---
name: auditor
description: Reviews.
---
";

    /// Asks about a place in the body of an agent of the team.
    fn ask<T>(body: &str, look: impl Fn(Explanation<'_>) -> T) -> T {
        let main = format!("---\nname: main\ndescription: Works.\n---\n{body}\n{TEAM}");
        at_cursor(&main, |snapshot, file, offset| {
            look(explain_mention(snapshot, file, offset).unwrap())
        })
    }

    /// What decided about who bears the name first, and how much it is.
    fn decided(body: &str) -> (Strength, Row, Option<Follows>) {
        ask(body, |found| match found {
            Explanation::Mention(it) => {
                let first = &it.contenders[0];
                assert_eq!(it.strength(), first.verdict.strength, "{body}");
                (it.strength(), first.verdict.row, it.rename)
            }
            other => panic!("{body}: {other:?}"),
        })
    }

    fn not_named(body: &str) -> (WhyUnnamed, Vec<Vec<Change>>) {
        ask(body, |found| match found {
            Explanation::Word {
                why, contenders, ..
            } => {
                let first = contenders.into_iter().next();
                (why, first.map(|it| it.would_do).unwrap_or_default())
            }
            other => panic!("{body}: {other:?}"),
        })
    }

    #[test]
    fn a_name_is_told_by_the_row_that_decided() {
        let (good, strong) = (Strength::Good, Strength::Strong);
        let changed = Some(Follows::Changed);
        for (body, expected) in [
            ("Use `ml-<|>engineer`.", (strong, Row::MarkedName, changed)),
            ("Ask @plan<|>ner.", (strong, Row::ForPrograms, changed)),
            ("An ml-<|>engineer.", (good, Row::Name, changed)),
            ("Use `plan<|>ner`.", (good, Row::MarkedWord, changed)),
            (
                "Delegate to plan<|>ner.",
                (good, Row::CuedWord, Some(Follows::Confirmed)),
            ),
        ] {
            assert_eq!(decided(body), expected, "{body}");
        }
    }

    #[test]
    fn an_ordinary_word_lacks_what_would_make_it_a_name() {
        let (why, would_do) = not_named("We need a good plan<|>ner here.");
        assert_eq!(why, WhyUnnamed::Word);
        assert!(would_do.contains(&vec![Change::Backticks]), "{would_do:?}");
        assert!(would_do.contains(&vec![Change::Noun]), "{would_do:?}");
        assert_eq!(not_named("Nice wea<|>ther.").1, Vec::<Vec<Change>>::new());
    }

    #[test]
    fn what_is_no_running_text_says_what_it_is() {
        for (body, expected) in [
            (
                "```python\nplan<|>ner()\n```",
                WhyUnnamed::Code("python".to_owned()),
            ),
            ("```bash\nrun plan<|>ner\n```", WhyUnnamed::CommandLines),
            ("<!-- the plan<|>ner -->", WhyUnnamed::Markup),
            ("`let planner = x<|>y;`", WhyUnnamed::CodeSpan),
            ("Write to out/plan<|>ner/", WhyUnnamed::PartOfPath),
            ("# A pla<|>nner", WhyUnnamed::Heading),
            ("```\r\n日本 👩‍🔬 plan<|>ner 日本\r\n```", WhyUnnamed::Word),
        ] {
            assert_eq!(not_named(body).0, expected, "{body}");
        }
        assert!(ask("x\n\n<|>\n", |it| matches!(it, Explanation::Blank)));
    }

    #[test]
    fn somebody_far_away_needs_more_than_somebody_near() {
        let first = ask("A `audi<|>tor`.", |found| match found {
            Explanation::Mention(it) => it.contenders[0].clone(),
            other => panic!("{other:?}"),
        });
        assert_eq!(first.verdict.strength, Strength::None);
        assert!(!first.nearness.is_near());
        assert!(first.would_do.contains(&vec![Change::Near]), "{first:?}");
        assert!(first.would_do.contains(&vec![Change::Noun]), "{first:?}");
    }

    #[test]
    fn a_file_that_speaks_of_itself_is_kept_out() {
        let kept_out = ask("Use `ma<|>in`.", |found| match found {
            Explanation::Mention(it) => it.contenders[0].kept_out,
            other => panic!("{other:?}"),
        });
        assert_eq!(kept_out, Some(KeptOut::Itself));
    }

    #[test]
    fn companions_are_counted() {
        let row = "Agents:\n- planner: x\n- plan<|>ner: y\n- ml-engineer: z\n- weather: w\n";
        let companions = ask(row, |found| match found {
            Explanation::Mention(it) => it.companions.unwrap(),
            other => panic!("{other:?}"),
        });
        assert_eq!((companions.size, companions.naming), (4, 3));
        assert!(companions.speak_for.0);
    }

    #[test]
    fn a_path_says_where_it_was_looked_for() {
        let paths = ask("See [x](docs/g<|>one.md).", |found| match found {
            Explanation::Mention(it) => it.paths,
            other => panic!("{other:?}"),
        });
        assert_eq!(paths, ["/w/.claude/agents/docs/gone.md"]);
    }
}
