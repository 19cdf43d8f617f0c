use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::error::{Fault, ProfileError};

/// A profile's text, with the place of every value in it.
pub(crate) struct Source<'t> {
    text: &'t str,
    file: &'t str,
    root: DeTable<'t>,
}

impl<'t> Source<'t> {
    /// `file` only names the text in errors.
    pub(crate) fn read(text: &'t str, file: &'t str) -> Result<Self, ProfileError> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Source { text, file, root: root.into_inner() }),
            Err(error) => Err(ProfileError::reported(text, file, &error)),
        }
    }

    /// The bytes of the value at a dotted path such as `permissions.2.value`, or of the closest table around it.
    pub(crate) fn span(&self, path: &str) -> Range<usize> {
        let mut steps = path.split('.');
        let Some(mut here) = steps.next().and_then(|step| self.root.get(step)) else { return 0..0 };
        for step in steps {
            let inner = match (here.get_ref(), step.parse::<usize>()) {
                (DeValue::Array(items), Ok(index)) => items.get(index),
                (table, _) => table.get(step),
            };
            match inner {
                Some(inner) => here = inner,
                None => break,
            }
        }
        here.span()
    }

    pub(crate) fn fault(&self, path: &str, fault: Fault) -> ProfileError {
        ProfileError::at(self.text, self.file, self.span(path), fault)
    }
}
