package io.millrace.workflow.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A generated workflow whose data is always an array of whole numbers, so that another interpreter of it is easily
 * written. Nothing in it depends on the order in which side-by-side work ends.
 *
 * @param list its tasks
 */
record RandomWorkflow(List<Node> list) {
    /** Every fault has this status, so that it does not matter which of several comes first. */
    static final int STATUS = 503;

    /**
     * A task.
     *
     * @param name unique in the workflow
     * @param condition whether it runs only when the length of its input is even
     * @param exports whether it exports the length of its output under its name
     */
    record Node(String name, boolean condition, boolean exports, What what) {}

    /** What a task does. */
    sealed interface What {
        /** Appends a number. */
        record Append(int number) implements What {}

        /** Appends the item of the innermost loop. */
        record AppendItem() implements What {}

        /** Appends what an executor answers. */
        record Call() implements What {}

        /** Appends what a child answers. */
        record Child() implements What {}

        /** Appends what somebody outside answers. */
        record Callback() implements What {}

        /** Appends what an event says. */
        record Listen() implements What {}

        /** Appends the first two odd numbers that messages say; perhaps naps before each. */
        record Subscribe(boolean naps) implements What {}

        /** Waits. */
        record Wait() implements What {}

        /** Emits an event. */
        record Emit() implements What {}

        /** Raises an error. */
        record Raise() implements What {}

        /** Leaves the list when the length is even. */
        record LeaveIfEven() implements What {}

        /** Skips the next task when the length is odd. */
        record Skip(String target) implements What {}

        /** A list. */
        record Group(List<Node> list) implements What {}

        /** A list for each of so many items. */
        record Loop(int items, List<Node> list) implements What {}

        /** A list for each of so many items at the same time; the outputs one behind the other. */
        record Spread(int items, int width, List<Node> list) implements What {}

        /** Branches; the outputs one behind the other. */
        record Fork(List<Node> branches) implements What {}

        /** A list that may fail so many times before the other list runs. */
        record Try(int retries, boolean pauses, List<Node> list, List<Node> handler) implements What {}
    }

    static RandomWorkflow of(RandomGenerator random) {
        return new RandomWorkflow(new Making(random).list(5, true, false, 1 + random.nextInt(4)));
    }

    private static final class Making {
        private final RandomGenerator random;
        private int names;

        Making(RandomGenerator random) {
            this.random = random;
        }

        List<Node> list(int depth, boolean mayExport, boolean inLoop, int size) {
            List<Node> list = new ArrayList<>();
            List<String> ahead = new ArrayList<>();
            for (int i = 0; i <= size; i++) {
                ahead.add("t" + names++);
            }
            for (int i = 0; i < size; i++) {
                boolean last = i == size - 1;
                list.add(new Node(
                        ahead.get(i),
                        random.nextInt(6) == 0,
                        mayExport && random.nextInt(3) == 0,
                        !last && random.nextInt(8) == 0
                                ? new What.Skip(i + 2 < size ? ahead.get(i + 2) : "exit")
                                : what(depth, mayExport, inLoop)));
            }
            return list;
        }

        private What what(int depth, boolean mayExport, boolean inLoop) {
            int kinds = depth > 1 ? 16 : 11;
            return switch (random.nextInt(kinds)) {
                case 0, 1 -> new What.Append(random.nextInt(100));
                case 2 -> inLoop ? new What.AppendItem() : new What.Append(7);
                case 3, 4 -> new What.Call();
                case 5 -> new What.Child();
                case 6 -> new What.Callback();
                case 7 -> random.nextBoolean() ? new What.Listen() : new What.Subscribe(random.nextBoolean());
                case 8 -> random.nextBoolean() ? new What.Wait() : new What.Emit();
                case 9 -> random.nextInt(3) == 0 ? new What.Raise() : new What.Wait();
                case 10 -> new What.LeaveIfEven();
                case 11 -> new What.Group(list(depth - 1, mayExport, inLoop, size()));
                case 12 -> new What.Loop(random.nextInt(4), list(depth - 1, mayExport, true, size()));
                case 13 ->
                    new What.Spread(random.nextInt(5), 1 + random.nextInt(3), list(depth - 1, false, true, size()));
                case 14 ->
                    new What.Fork(list(depth - 1, mayExport, inLoop, 1 + random.nextInt(3)).stream()
                            // Branches stand side by side: there is nothing to skip or leave.
                            .map(branch ->
                                    branch.what() instanceof What.Skip || branch.what() instanceof What.LeaveIfEven
                                            ? new Node(branch.name(), false, branch.exports(), new What.Call())
                                            : branch)
                            .toList());
                default ->
                    new What.Try(
                            random.nextInt(3),
                            random.nextBoolean(),
                            list(depth - 1, mayExport, inLoop, size()),
                            list(depth - 1, mayExport, inLoop, size()));
            };
        }

        private int size() {
            return 1 + random.nextInt(3);
        }
    }

    /** The definition, behind the {@code document}. */
    String definition() {
        return "output: {as: '${ {out: ., context: $context} }'}\ndo: " + text(list) + "\n";
    }

    private static String text(List<Node> nodes) {
        return "[" + String.join(", ", nodes.stream().map(RandomWorkflow::text).toList()) + "]";
    }

    private static String text(Node node) {
        String condition = node.condition() ? "if: 'length % 2 == 0', " : "";
        String export = node.exports() ? "export: {as: '${ $context + {" + node.name() + ": length} }'}, " : "";
        return "{" + node.name() + ": {" + condition + export + text(node.what()) + "}}";
    }

    private static String text(What what) {
        String appended = "output: {as: '${ $input + [.] }'}";
        return switch (what) {
            case What.Append append -> "set: '${ . + [" + append.number() + "] }'";
            case What.AppendItem _ -> "set: '${ . + [$item] }'";
            case What.Call _ -> "call: echo, with: {n: '${ length }'}, " + appended;
            case What.Child _ -> "run: {workflow: {name: other, input: '${ {n: length} }'}}, " + appended;
            case What.Callback _ -> "call: callback, with: {expires: PT1H}, " + appended;
            case What.Listen _ -> "listen: {to: {one: {with: {type: news}}}}, output: {as: '${ $input + . }'}";
            case What.Subscribe subscribe ->
                "call: asyncapi, with: {document: {endpoint: 'https://a'}, channel: c, subscription: {"
                        + "filter: .payload % 2 == 1, consume: {until: length == 2}, foreach: {do: ["
                        + (subscribe.naps() ? "{nap: {wait: {seconds: 1}}}, " : "")
                        + "{say: {set: '${ .payload }'}}]}}}, output: {as: '${ $input + . }'}";
            case What.Wait _ -> "wait: {seconds: 3}";
            case What.Emit _ -> "emit: {event: {with: {type: said}}}, output: {as: $input}";
            case What.Raise _ -> "raise: {error: {type: 'urn:raised', status: " + STATUS + "}}";
            case What.LeaveIfEven _ -> "switch: [{even: {when: 'length % 2 == 0', then: exit}}]";
            case What.Skip skip -> "switch: [{odd: {when: 'length % 2 == 1', then: " + skip.target() + "}}]";
            case What.Group group -> "do: " + text(group.list());
            case What.Loop loop -> "for: {in: '[range(" + loop.items() + ")]'}, do: " + text(loop.list());
            case What.Spread loop ->
                "metadata: {millrace: {parallel: " + loop.width() + "}}, for: {in: '[range(" + loop.items()
                        + ")]'}, output: {as: 'add // []'}, do: " + text(loop.list());
            case What.Fork fork -> "output: {as: 'add // []'}, fork: {branches: " + text(fork.branches()) + "}";
            case What.Try tried ->
                "try: " + text(tried.list()) + ", catch: {retry: {"
                        + (tried.pauses() ? "delay: PT2S, " : "") + "limit: {attempt: {count: " + tried.retries()
                        + "}}}, do: " + text(tried.handler()) + "}";
        };
    }
}
