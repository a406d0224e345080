package io.millrace.workflow.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.Phase;
import io.millrace.workflow.engine.Reception;
import io.millrace.workflow.engine.Vigil;
import io.millrace.workflow.program.Transition;
import java.util.Map;

/** Writes and reads what an activation is doing. The numbers of the phases are never given to another one. */
final class PhaseCodec {
    private PhaseCodec() {}

    static void write(StateWriter out, Phase phase) {
        switch (phase) {
            case Phase.Entered _ -> out.octet(0);
            case Phase.Performing _ -> out.octet(1);
            case Phase.Sleeping _ -> out.octet(2);
            case Phase.Trying trying -> {
                out.octet(3);
                out.number(trying.attempt());
                out.instant(trying.firstAt());
            }
            case Phase.Pausing pausing -> {
                out.octet(4);
                out.number(pausing.failed());
                out.instant(pausing.firstAt());
            }
            case Phase.Catching catching -> {
                out.octet(5);
                fault(out, catching.fault());
            }
            case Phase.Leaving leaving -> {
                out.octet(6);
                way(out, leaving.way());
            }
            case Phase.Looping looping -> {
                out.octet(7);
                out.json(looping.items());
                out.number(looping.index());
            }
            case Phase.Spreading spreading -> {
                out.octet(8);
                spreading(out, spreading);
            }
            case Phase.Iterating iterating -> {
                out.octet(9);
                out.number(iterating.index());
            }
            case Phase.Forking forking -> {
                out.octet(10);
                out.map(forking.ended(), StateWriter::integer, (to, branch) -> {
                    to.json(branch.output());
                    to.json(branch.context());
                });
            }
            case Phase.Listening listening -> {
                out.octet(11);
                vigil(out, listening.vigil());
            }
            case Phase.Awaiting awaiting -> {
                out.octet(12);
                StateCodec.runId(out, awaiting.child());
            }
            case Phase.Summoning summoning -> {
                out.octet(13);
                out.octet(summoning.requesting() ? 1 : 0);
            }
            case Phase.Compensating compensating -> {
                out.octet(14);
                StateCodec.compensation(out, compensating.undone());
            }
            case Phase.Receiving receiving -> {
                out.octet(15);
                vigil(out, receiving.vigil());
                reception(out, receiving.reception());
            }
        }
    }

    static Phase read(StateReader in) {
        int phase = in.octet();
        return switch (phase) {
            case 0 -> new Phase.Entered();
            case 1 -> new Phase.Performing();
            case 2 -> new Phase.Sleeping();
            case 3 -> new Phase.Trying(in.integer(), in.instant());
            case 4 -> new Phase.Pausing(in.integer(), in.instant());
            case 5 -> new Phase.Catching(fault(in));
            case 6 -> new Phase.Leaving(way(in));
            case 7 -> new Phase.Looping(in.json(), in.integer());
            case 8 -> spreading(in);
            case 9 -> new Phase.Iterating(in.integer());
            case 10 ->
                new Phase.Forking(in.map(StateReader::integer, from -> new Phase.Branch(from.json(), from.json())));
            case 11 -> new Phase.Listening(vigil(in));
            case 12 -> new Phase.Awaiting(StateCodec.runId(in));
            case 13 -> new Phase.Summoning(in.octet() == 1);
            case 14 -> new Phase.Compensating(StateCodec.compensation(in));
            case 15 -> new Phase.Receiving(vigil(in), reception(in));
            default -> throw new IllegalStateException("the state holds the unknown phase " + phase);
        };
    }

    static void fault(StateWriter out, Fault fault) {
        out.text(fault.type());
        out.number(fault.status());
        out.optional(fault.title());
        out.optional(fault.detail());
        out.optional(fault.instance());
    }

    static Fault fault(StateReader in) {
        return new Fault(in.text(), in.integer(), in.optional(), in.optional(), in.optional());
    }

    private static void spreading(StateWriter out, Phase.Spreading spreading) {
        out.json(spreading.items());
        out.number(spreading.next());
        out.number(spreading.failed());
        out.list(spreading.sealed().blocks(), StateWriter::block);
        out.json(spreading.sealed().rest());
        out.map(spreading.ahead(), StateWriter::integer, StateWriter::json);
    }

    private static Phase.Spreading spreading(StateReader in) {
        JsonNode items = in.json();
        int next = in.integer();
        int failed = in.integer();
        Phase.Results results = new Phase.Results(in.list(StateReader::block), array(in));
        Map<Integer, JsonNode> ahead = in.map(StateReader::integer, StateReader::json);
        if (Phase.Spreading.mayEnd(items.size(), results.size() + ahead.size())) {
            results =
                    new Phase.Results(results.blocks().stream().map(in::fetched).toList(), results.rest());
        }
        return new Phase.Spreading(items, next, failed, results, ahead);
    }

    private static ArrayNode array(StateReader in) {
        if (in.json() instanceof ArrayNode array) {
            return array;
        }
        throw new IllegalStateException("results of a loop are an array");
    }

    private static void vigil(StateWriter out, Vigil vigil) {
        out.list(vigil.consumed(), StateWriter::json);
        out.number(vigil.count());
        out.list(vigil.met(), StateWriter::integer);
        out.list(vigil.ending(), StateWriter::integer);
        out.map(vigil.expected(), StateWriter::text, StateWriter::json);
        out.map(vigil.seen(), StateWriter::integer, StateWriter::number);
        out.list(vigil.queue(), StateWriter::json);
        out.optional(vigil.current(), StateWriter::json);
        out.octet(vigil.closed() ? 1 : 0);
    }

    private static Vigil vigil(StateReader in) {
        return new Vigil(
                in.list(StateReader::json),
                in.integer(),
                in.list(StateReader::integer),
                in.list(StateReader::integer),
                in.map(StateReader::text, StateReader::json),
                in.map(StateReader::integer, StateReader::number),
                in.list(StateReader::json),
                in.optional(StateReader::json),
                in.octet() == 1);
    }

    private static void reception(StateWriter out, Reception reception) {
        out.json(reception.arguments());
        out.number(reception.most());
        out.optional(reception.until(), StateWriter::instant);
        out.optional(reception.place(), StateWriter::json);
        out.number(reception.step());
        out.octet(reception.asking() ? 1 : 0);
        out.octet(reception.over() ? 1 : 0);
        out.octet(reception.kept() ? 1 : 0);
    }

    private static Reception reception(StateReader in) {
        return new Reception(
                in.json(),
                in.integer(),
                in.optional(StateReader::instant),
                in.optional(StateReader::json),
                in.integer(),
                in.octet() == 1,
                in.octet() == 1,
                in.octet() == 1);
    }

    private static void way(StateWriter out, Transition way) {
        switch (way) {
            case Transition.Continue() -> out.octet(0);
            case Transition.Exit() -> out.octet(1);
            case Transition.End() -> out.octet(2);
            case Transition.GoTo(int index, String name) -> {
                out.octet(3);
                out.number(index);
                out.text(name);
            }
            case Transition.Leave(Transition outer) -> {
                out.octet(4);
                way(out, outer);
            }
            case Transition.Later(Transition outer) -> {
                out.octet(5);
                way(out, outer);
            }
        }
    }

    private static Transition way(StateReader in) {
        int way = in.octet();
        return switch (way) {
            case 0 -> new Transition.Continue();
            case 1 -> new Transition.Exit();
            case 2 -> new Transition.End();
            case 3 -> new Transition.GoTo(in.integer(), in.text());
            case 4 -> new Transition.Leave(way(in));
            case 5 -> new Transition.Later(way(in));
            default -> throw new IllegalStateException("the state holds the unknown way " + way);
        };
    }
}
