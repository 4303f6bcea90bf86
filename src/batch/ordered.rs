//! The parallel loops: items are worked on by all threads, and what comes out goes on in the order of the items.
//!
//! Items are cut into blocks. While one block is worked on, the results of the one before it are handed over and the
//! next one is read: two blocks are in memory, never the whole input. It knows nothing of articles.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

/// Where a block ends: so small that a block costs no memory, so large that threads seldom wait for its last item.
const BLOCK: Limits = Limits {
    items: 512,
    weight: 4_000_000,
};

/// When a block is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// At so many items,
    pub items: usize,
    /// or at so much weight, in the unit of the caller's `weight` (bytes, as a rule).
    pub weight: usize,
}

/// Hands `work(item)` of every item to `sink`, in the order of the items, on the threads of the current rayon pool.
///
/// `weight` tells how much memory an item takes, so that a block of heavy ones is short.
///
/// # Errors
/// The first error of `sink`, after which no further item is read.
pub fn in_order<T: Send, R: Send, E: Send>(
    items: impl Iterator<Item = T> + Send,
    weight: impl Fn(&T) -> usize + Sync,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E> {
    blocks_in_order(
        items,
        BLOCK,
        weight,
        |block| block.into_par_iter().map(&work).collect::<Vec<R>>(),
        |results| results.into_iter().try_for_each(&mut sink),
    )
}

/// The same for whole blocks: `work` may spread what it does over the threads.
///
/// Where a block ends depends on the items alone.
///
/// # Errors
/// The first error of `sink`, after which no further item is read.
pub fn blocks_in_order<T: Send, R: Send, E: Send>(
    mut items: impl Iterator<Item = T> + Send,
    limits: Limits,
    weight: impl Fn(&T) -> usize + Sync,
    mut work: impl FnMut(Vec<T>) -> R + Send,
    mut sink: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E> {
    let mut block = next_block(&mut items, limits, &weight);
    let mut done: Option<R> = None;
    while !block.is_empty() || done.is_some() {
        let (worked, (handed_over, next)) = rayon::join(
            || (!block.is_empty()).then(|| work(block)),
            || {
                let handed_over = done.map_or(Ok(()), &mut sink);
                (handed_over, next_block(&mut items, limits, &weight))
            },
        );
        handed_over?;
        (done, block) = (worked, next);
    }
    Ok(())
}

fn next_block<T>(
    items: &mut impl Iterator<Item = T>,
    limits: Limits,
    weight: impl Fn(&T) -> usize,
) -> Vec<T> {
    let mut block = Vec::new();
    let mut heavy = 0;
    while block.len() < limits.items && heavy < limits.weight {
        let Some(item) = items.next() else { break };
        heavy += weight(&item);
        block.push(item);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for weight in [1, BLOCK.weight / 3] {
            let mut squares = Vec::new();
            in_order(
                0..2000u64,
                |_| weight,
                |n| n * n,
                |n| {
                    squares.push(n);
                    Ok::<(), ()>(())
                },
            )
            .expect("no error");
            assert_eq!(squares, (0..2000).map(|n| n * n).collect::<Vec<u64>>());
        }
    }

    #[test]
    fn blocks_end_by_number_or_by_weight() {
        let limits = Limits {
            items: 3,
            weight: 10,
        };
        let mut blocks = Vec::new();
        blocks_in_order(
            [1, 1, 1, 1, 9, 1, 12, 1].into_iter(),
            limits,
            |n| *n,
            |block| block,
            |block| {
                blocks.push(block);
                Ok::<(), ()>(())
            },
        )
        .expect("no error");
        assert_eq!(blocks, [vec![1, 1, 1], vec![1, 9], vec![1, 12], vec![1]]);
    }

    #[test]
    fn an_error_of_the_sink_ends_the_reading() {
        let mut read = 0;
        let items = (0..100_000).inspect(|_| read += 1);
        let result = in_order(
            items,
            |_| 1,
            |n| n,
            |n| if n == 10 { Err(n) } else { Ok(()) },
        );
        assert_eq!(result, Err(10));
        assert!(read <= 3 * BLOCK.items, "{read}");
    }
}
