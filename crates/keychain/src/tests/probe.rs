//! The self-test: a store that does not keep what it is given must not pass for one.

use onboarding::StoreFault;
use zeroize::Zeroizing;

use super::{Limited, WINDOWS};
use crate::memory::Memory;
use crate::parts;
use crate::store::Items;

/// A store with one bad habit.
struct Odd {
    memory: Memory,
    habit: Habit,
}

#[derive(Clone, Copy, Debug)]
enum Habit {
    CutsShort,
    Forgets,
    KeepsWhatIsDeleted,
}

impl Items for Odd {
    fn limit(&self) -> Option<usize> {
        None
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault> {
        let found = self.memory.get(name)?;
        Ok(match self.habit {
            Habit::CutsShort => found.map(|item| Zeroizing::new(item[..item.len() - 1].to_vec())),
            Habit::Forgets => None,
            Habit::KeepsWhatIsDeleted => found,
        })
    }

    fn set(&self, name: &str, value: &str) -> Result<(), StoreFault> {
        self.memory.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<(), StoreFault> {
        match self.habit {
            Habit::KeepsWhatIsDeleted => Ok(()),
            Habit::CutsShort | Habit::Forgets => self.memory.delete(name),
        }
    }

    fn names(&self) -> Result<Vec<String>, StoreFault> {
        self.memory.names()
    }
}

#[test]
fn a_store_that_does_not_keep_what_it_is_given_fails_the_self_test() {
    for habit in [Habit::CutsShort, Habit::Forgets, Habit::KeepsWhatIsDeleted] {
        let store = Odd { memory: Memory::default(), habit };
        assert_eq!(parts::self_test(&store), Err(StoreFault::Unavailable), "{habit:?}");
    }
}

#[test]
fn the_self_test_passes_on_a_sound_store_and_leaves_nothing_there() {
    for limit in [16, WINDOWS, usize::MAX] {
        let store = Limited::to(limit);
        assert_eq!(parts::self_test(&store), Ok(()));
        assert!(store.names().unwrap().is_empty());
    }
}
