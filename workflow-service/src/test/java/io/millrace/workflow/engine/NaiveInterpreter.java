package io.millrace.workflow.engine;

import io.millrace.workflow.engine.RandomWorkflow.Node;
import io.millrace.workflow.engine.RandomWorkflow.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a generated workflow as its text reads, in one go and without any engine. */
final class NaiveInterpreter {
    private final Answers answers;

    NaiveInterpreter(Answers answers) {
        this.answers = answers;
    }

    /** What those outside answer: it depends on who is asked, what, and at which attempt, and on nothing else. */
    interface Answers {
        /** The answer, or nothing for a failure. */
        Optional<Integer> call(String task, int length, int attempt);

        int child(int length);

        int callback();

        int event();
    }

    /** The task failed. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * What a task sees of what is around it.
     *
     * @param item of the innermost loop
     * @param attempt of the innermost try at work
     * @param context where exports go
     */
    private record Around(int item, int attempt, Map<String, Integer> context) {
        Around at(int other) {
            return new Around(other, attempt, context);
        }

        Around trying(int other) {
            return new Around(item, other, context);
        }

        Around on(Map<String, Integer> other) {
            return new Around(item, attempt, other);
        }
    }

    /** What came of a workflow. */
    sealed interface Outcome {
        record Completed(List<Integer> out, Map<String, Integer> context) implements Outcome {}

        record Faulted() implements Outcome {}
    }

    Outcome run(RandomWorkflow workflow) {
        Map<String, Integer> context = new LinkedHashMap<>();
        try {
            return new Outcome.Completed(list(workflow.list(), List.of(), new Around(0, 1, context)), context);
        } catch (Failed e) {
            return new Outcome.Faulted();
        }
    }

    private List<Integer> list(List<Node> nodes, List<Integer> input, Around around) throws Failed {
        List<Integer> data = input;
        int next = 0;
        while (next < nodes.size()) {
            Node node = nodes.get(next);
            boolean runs = !node.condition() || data.size() % 2 == 0;
            boolean even = data.size() % 2 == 0;
            if (runs) {
                data = task(node, data, around);
            }
            if (runs && node.what() instanceof What.LeaveIfEven && even) {
                return data;
            }
            if (runs && node.what() instanceof What.Skip skip && !even) {
                if (skip.target().equals("exit")) {
                    return data;
                }
                next++;
            }
            next++;
        }
        return data;
    }

    private List<Integer> task(Node node, List<Integer> input, Around around) throws Failed {
        List<Integer> output = output(node, input, around);
        if (node.exports()) {
            around.context().put(node.name(), output.size());
        }
        return output;
    }

    private List<Integer> output(Node node, List<Integer> input, Around around) throws Failed {
        return switch (node.what()) {
            case What.Append append -> plus(input, append.number());
            case What.AppendItem _ -> plus(input, around.item());
            case What.Call _ ->
                plus(
                        input,
                        answers.call(node.name(), input.size(), around.attempt())
                                .orElseThrow(Failed::new));
            case What.Child _ -> plus(input, answers.child(input.size()));
            case What.Callback _ -> plus(input, answers.callback());
            case What.Listen _ -> plus(input, answers.event());
            case What.Subscribe _ -> plus(plus(input, 1), 3);
            case What.Wait _, What.Emit _, What.LeaveIfEven _, What.Skip _ -> input;
            case What.Raise _ -> throw new Failed();
            case What.Group group -> list(group.list(), input, around);
            case What.Loop loop -> {
                List<Integer> data = input;
                for (int item = 0; item < loop.items(); item++) {
                    data = list(loop.list(), data, around.at(item));
                }
                yield data;
            }
            case What.Spread loop -> {
                List<Integer> all = new ArrayList<>();
                for (int item = 0; item < loop.items(); item++) {
                    all.addAll(list(loop.list(), input, around.at(item)));
                }
                yield all;
            }
            case What.Fork fork -> fork(fork.branches(), input, around);
            case What.Try tried -> attempts(tried, input, around);
        };
    }

    private List<Integer> fork(List<Node> branches, List<Integer> input, Around around) throws Failed {
        List<Integer> all = new ArrayList<>();
        Map<String, Integer> before = new LinkedHashMap<>(around.context());
        List<Map<String, Integer>> contexts = new ArrayList<>();
        for (Node branch : branches) {
            Map<String, Integer> own = new LinkedHashMap<>(before);
            boolean runs = !branch.condition() || input.size() % 2 == 0;
            all.addAll(runs ? task(branch, input, around.on(own)) : input);
            contexts.add(own);
        }
        for (Map<String, Integer> context : contexts) {
            context.forEach((key, value) -> {
                if (!value.equals(before.get(key))) {
                    around.context().put(key, value);
                }
            });
        }
        return all;
    }

    private List<Integer> attempts(What.Try tried, List<Integer> input, Around around) throws Failed {
        for (int attempt = 1; attempt <= tried.retries() + 1; attempt++) {
            try {
                return list(tried.list(), input, around.trying(attempt));
            } catch (Failed e) {
                // The next attempt begins with the same input.
            }
        }
        return list(tried.handler(), input, around);
    }

    private static List<Integer> plus(List<Integer> list, int more) {
        List<Integer> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
