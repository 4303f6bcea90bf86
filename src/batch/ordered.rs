//! One parallel loop: blocks of items are worked on by all threads, and what comes out goes on in the order of the items.
//!
//! While one block is worked on, the results of the one before it are handed over and the next one is read: two blocks
//! are in memory, never the whole input. It knows nothing of articles.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

/// Items of a block at most: enough that threads seldom wait for the last of them.
const LARGEST_BLOCK: usize = 512;

/// Weight at which a block is full, in the unit of the caller's `weight` (bytes, as a rule).
const HEAVIEST_BLOCK: usize = 16_000_000;

/// Hands `work(item)` of every item to `sink`, in the order of the items, on the threads of the current rayon pool.
///
/// `weight` tells how much memory an item takes, so that a block of heavy ones is short.
///
/// # Errors
/// The first error of `sink`, after which no further item is read.
pub fn in_order<T: Send, R: Send, E: Send>(
    mut items: impl Iterator<Item = T> + Send,
    weight: impl Fn(&T) -> usize + Sync,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E> {
    let mut block = next_block(&mut items, &weight);
    let mut results: Vec<R> = Vec::new();
    while !(block.is_empty() && results.is_empty()) {
        let (worked, (handed_over, next)) = rayon::join(
            || block.into_par_iter().map(&work).collect::<Vec<R>>(),
            || {
                let handed_over = results.into_iter().try_for_each(&mut sink);
                (handed_over, next_block(&mut items, &weight))
            },
        );
        handed_over?;
        (results, block) = (worked, next);
    }
    Ok(())
}

fn next_block<T>(items: &mut impl Iterator<Item = T>, weight: impl Fn(&T) -> usize) -> Vec<T> {
    let mut block = Vec::new();
    let mut heavy = 0;
    while block.len() < LARGEST_BLOCK && heavy < HEAVIEST_BLOCK {
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
        for weight in [1, HEAVIEST_BLOCK / 3] {
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
        assert!(read <= 3 * LARGEST_BLOCK, "{read}");
    }
}
