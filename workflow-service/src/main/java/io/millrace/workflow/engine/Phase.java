package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.program.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an activation is doing; each phase holds only what exists in it. */
public sealed interface Phase {
    /** A list of tasks runs inside, or the task has only just begun. */
    record Entered() implements Phase {}

    /**
     * A list of tasks runs inside, and it is settled where the run goes when it has ended.
     *
     * @param way instead of the task's own {@code then}
     */
    record Leaving(Transition way) implements Phase {}

    /** An executor performs its step. */
    record Performing() implements Phase {}

    /** Time passes. */
    record Sleeping() implements Phase {}

    /**
     * The list of a try runs.
     *
     * @param attempt from 1
     * @param firstAt when the first attempt began
     */
    record Trying(int attempt, Instant firstAt) implements Phase {}

    /**
     * A try pauses before its next attempt.
     *
     * @param failed attempts that failed, from 1
     * @param firstAt when the first attempt began
     */
    record Pausing(int failed, Instant firstAt) implements Phase {}

    /**
     * The list of a catch runs.
     *
     * @param fault the error that was caught
     */
    record Catching(Fault fault) implements Phase {}

    /**
     * The list of a loop runs for one item.
     *
     * @param items an array, as it was when the loop began
     * @param index of the item, from 0
     */
    record Looping(JsonNode items, int index) implements Phase {}

    /**
     * Several items of a parallel loop are at work, each in an activation of its own.
     *
     * @param items an array, as it was when the loop began
     * @param next index of the item that begins next
     * @param failed items that failed
     * @param sealed results of the first items, in order
     * @param ahead results of items behind the first one that is at work, by index
     */
    record Spreading(JsonNode items, int next, int failed, Results sealed, Map<Integer, JsonNode> ahead)
            implements Phase {
        /** Whether the loop may end with one more input: more items than a run begins tasks in one go cannot. */
        public static boolean mayEnd(int items, int ended) {
            return items - ended <= Walk.STRETCH;
        }

        /** Copies the map it is given. */
        public Spreading {
            ahead = Map.copyOf(ahead);
        }
    }

    /**
     * The list of a parallel loop runs for one item.
     *
     * @param index of the item, from 0
     */
    record Iterating(int index) implements Phase {}

    /**
     * Branches of a fork are at work.
     *
     * @param ended what came of the branches that have ended, by their index
     */
    record Forking(Map<Integer, Branch> ended) implements Phase {
        /** Copies the map it is given. */
        public Forking {
            ended = Map.copyOf(ended);
        }
    }

    /**
     * What came of a branch.
     *
     * @param context its {@code $context} at its end
     */
    record Branch(JsonNode output, JsonNode context) {}

    /** Events are waited for, or worked on one by one. */
    record Listening(Vigil vigil) implements Phase {}

    /** Messages are received, or worked on one by one. */
    record Receiving(Vigil vigil, Reception reception) implements Phase {}

    /**
     * Another run is waited for.
     *
     * @param child its id
     */
    record Awaiting(io.millrace.schemas.RunId child) implements Phase {}

    /**
     * Somebody outside is waited for.
     *
     * @param requesting whether an executor still performs the step that hands the token over
     */
    record Summoning(boolean requesting) implements Phase {}

    /** The list that undoes a task runs. */
    record Compensating(Compensation undone) implements Phase {}

    /**
     * The results of the first items of a parallel loop, in order.
     *
     * @param blocks of {@value #BLOCK} results each, which never change
     * @param rest those behind them
     */
    record Results(List<Block> blocks, ArrayNode rest) {
        /** How many results make a block. */
        public static final int BLOCK = 1_000;

        static final Results NONE = new Results(List.of(), array());

        /** Copies the list it is given. */
        public Results {
            blocks = List.copyOf(blocks);
        }

        Results plus(JsonNode result) {
            ArrayNode longer = array();
            longer.addAll(rest);
            longer.add(result);
            if (longer.size() < BLOCK) {
                return new Results(blocks, longer);
            }
            List<Block> more = new ArrayList<>(blocks);
            more.add(new Block.Here(longer));
            return new Results(more, array());
        }

        /** How many there are. */
        public int size() {
            return blocks.size() * BLOCK + rest.size();
        }

        /**
         * All of them.
         *
         * @throws IllegalStateException when some are not here
         */
        ArrayNode all() {
            ArrayNode all = array();
            for (Block block : blocks) {
                switch (block) {
                    case Block.Here(ArrayNode results) -> all.addAll(results);
                    case Block.Elsewhere(String text) ->
                        throw new IllegalStateException("results of the loop are elsewhere: " + text);
                }
            }
            return all.addAll(rest);
        }

        private static ArrayNode array() {
            return JsonNodeFactory.instance.arrayNode();
        }
    }

    /**
     * Results of a parallel loop. While the loop is far from its end nobody looks at them, so they need not be read
     * with every input.
     */
    sealed interface Block {
        /** Results as they are. */
        record Here(ArrayNode results) implements Block {}

        /**
         * Results that were not read.
         *
         * @param text what stands for them in the state's bytes
         */
        record Elsewhere(String text) implements Block {}
    }
}
