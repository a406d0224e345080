package io.millrace.workflow.language;

import static io.millrace.workflow.language.Compiling.definition;
import static io.millrace.workflow.language.Compiling.problems;
import static io.millrace.workflow.language.Compiling.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.documents.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be wrong with a definition is said where it stands, with what to do about it. */
class ProblemsTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    {dsl: 2.0.0, namespace: a, name: b, version: 1.0.0}    => /document/dsl => Version `2.0.0` of the language is not known
                    {dsl: 1.0.4, namespace: a, name: b, version: 1.0.0}    => /document/dsl => Version `1.0.4` of the language is not known
                    {dsl: 1.0.3, namespace: a_b, name: b, version: 1.0.0}  => /document/namespace => `namespace` may have letters, digits and hyphens
                    {dsl: 1.0.3, namespace: a, name: -b, version: 1.0.0}   => /document/name => `name` may have letters, digits and hyphens
                    {dsl: 1.0.3, namespace: a, name: 7, version: 1.0.0}    => /document/name => `name` must be a text, but this is the number 7; put it in quotes.
                    {dsl: 1.0.3, namespace: a, name: b, version: 1.0}      => /document/version => `version` must be a text, but this is the number 1.0; put it in quotes.
                    {dsl: 1.0.3, namespace: a, name: b, version: v1}       => /document/version => `version` must be a semantic version such as `1.0.0`, not `v1`.
                    {dsl: 1.0.3, namespace: a, name: b}                    => /document => `document` needs `version`.
                    {dsl: 1.0.3, namespace: a, name: b, version: 1.0.0, titel: x} => /document/titel => `titel` is not a property of `document`. Did you mean `title`?
                    []                                                     => /document => `document` must be an object, but this is a list.
                    """)
    void shouldCheckTheHead(String document, String pointer, String detail) {
        // When
        List<Problem> problems = problemsOf("document: " + document + "\ndo: [{a: {set: {}}}]\n");

        // Then
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().pointer()).isEqualTo(pointer);
        assertThat(problems.getFirst().detail()).startsWith(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    {}                                       => /do/0/t => The task `t` does not say what to do. It needs one of
                    {sett: {}}                               => /do/0/t => The task `t` does not say what to do. Did you mean `set`?
                    {set: {}, wait: PT1S}                    => /do/0/t => The task `t` does several things at once: `set`, `wait`
                    {set: {}, thn: end}                      => /do/0/t/thn => `thn` is not a property of a `set` task. Did you mean `then`?
                    {set: {}, with: {}}                      => /do/0/t/with => `with` is not a property of a `set` task. It may have
                    {set: {}, then: nowhere}                 => /do/0/t/then => There is no task `nowhere` in this list
                    {set: {}, then: edn}                     => /do/0/t/then => There is no task `edn` in this list; `then` is `continue`, `exit`, `end` or the name of a task of the same list. Did you mean `end`?
                    {set: {}, if: '.a ==='}                  => /do/0/t/if => The jq expression is wrong at `=` (character 6 of the expression).
                    {set: {}, if: $input.a}                  => /do/0/t/if => There is no variable `$input` here.
                    {set: {}, if: 3}                         => /do/0/t/if => An expression must be a text, but this is the number 3
                    {set: {}, input: {form: .a}}             => /do/0/t/input/form => `form` is not a property of `input`. Did you mean `from`?
                    {set: {}, output: {as: $output}}         => /do/0/t/output/as => There is no variable `$output` here.
                    {set: {}, export: {as: '$contxt'}}       => /do/0/t/export/as => There is no variable `$contxt` here. Did you mean `$context`?
                    {set: {}, output: {schema: {document: {type: 7}}}} => /do/0/t/output/schema/document/type => This is not a JSON schema
                    {set: {}, timeout: short}                => /do/0/t/timeout => There is no timeout `short` under `use.timeouts`.
                    {set: {}, timeout: {after: PT5}}         => /do/0/t/timeout/after => "PT5" is not a duration
                    {set: {}, timeout: {}}                   => /do/0/t/timeout => A timeout needs `after`.
                    {set: .a}                                => /do/0/t/set => `set` must be an object or one expression written as
                    {set: [1]}                               => /do/0/t/set => `set` must be an object, but this is a list.
                    {set: {a: [{b: '${ .x | }'}]}}           => /do/0/t/set/a/0/b => The jq expression ends too early
                    {set: {a: '${ $secrets.key }'}}          => /do/0/t/set/a => The secret `key` is not declared under `use.secrets`.
                    {set: {a: '${ lenght }'}}                => /do/0/t/set/a => There is no jq function `lenght/0`. Did you mean `length`?
                    {wait: 5}                                => /do/0/t/wait => A duration is an object such as
                    {wait: {second: 5}}                      => /do/0/t/wait/second => `second` is not a property of a duration. Did you mean `seconds`?
                    {wait: P1M}                              => /do/0/t/wait => The duration "P1M" counts years or months
                    {do: []}                                 => /do/0/t/do => A list of tasks must have at least one task.
                    {do: {a: {set: {}}}}                     => /do/0/t/do => A list of tasks must be a list, but this is an object.
                    {do: [{a: {set: {}}, b: {set: {}}}]}     => /do/0/t/do/0 => Each element of a list of tasks must be an object with one property
                    {do: [{a: {set: {}}}, {a: {set: {}}}]}   => /do/0/t/do/1/a => There are two tasks called `a` in this list
                    {do: [{exit: {set: {}}}]}                => /do/0/t/do/0/exit => A task cannot be called `exit`
                    {do: [{a: {set: {}, then: t}}]}          => /do/0/t/do/0/a/then => There is no task `t` in this list
                    {switch: []}                             => /do/0/t/switch => `switch` must have at least one case.
                    {switch: [{a: {when: .x}}]}              => /do/0/t/switch/0/a => The case `a` needs `then`.
                    {switch: [{a: {then: end}}, {b: {then: end}}]} => /do/0/t/switch/1/b => Only one case of a `switch` can be without `when`
                    {switch: [{a: {when: .x, then: u}}]}     => /do/0/t/switch/0/a/then => There is no task `u` in this list
                    {raise: {}}                              => /do/0/t/raise => `raise` needs `error`.
                    {raise: {error: gone}}                   => /do/0/t/raise/error => There is no error `gone` under `use.errors`.
                    {raise: {error: {status: 400}}}          => /do/0/t/raise/error => An error needs `type`.
                    {raise: {error: {type: x, status: '400'}}} => /do/0/t/raise/error/status => The status of an error must be a whole number from 100 to 599
                    {raise: {error: {type: x, status: 400, details: y}}} => /do/0/t/raise/error/details => `details` is not a property of an error. Did you mean `detail`?
                    {emit: {event: {with: {source: x}}}}     => /do/0/t/emit/event/with => An event needs `type`.
                    {emit: {event: {with: {type: x, MyExt: 1}}}} => /do/0/t/emit/event/with/MyExt => `MyExt` cannot be the name of an attribute of an event
                    {emit: {}}                               => /do/0/t/emit => `emit` needs `event`.
                    {call: htp}                              => /do/0/t/call => There is no function `htp`: it is neither declared under `use.functions` nor one of `echo`, `delay`, `fail`. Did you mean `http`?
                    {call: grpc}                             => /do/0/t => A gRPC call needs `with`.
                    {call: 'log:1.0@default'}                => /do/0/t/call => The function `log:1.0@default` is not part of the definition
                    {call: echo, with: 3}                    => /do/0/t/with => `with` must be an object, but this is the number 3.
                    {call: http}                             => /do/0/t => An HTTP call needs `with`.
                    {call: http, with: {method: get}}        => /do/0/t/with => An HTTP call needs `endpoint`.
                    {call: http, with: {method: fetch, endpoint: 'http://a'}} => /do/0/t/with/method => `fetch` is not a method of HTTP
                    {call: http, with: {method: get, endpoint: 'ftp://a'}} => /do/0/t/with/endpoint => The endpoint `ftp://a` must be an absolute address
                    {call: http, with: {method: get, endpoint: '/a'}} => /do/0/t/with/endpoint => The endpoint `/a` must be an absolute address
                    {call: http, with: {method: get, endpoint: 'http://a b'}} => /do/0/t/with/endpoint => The endpoint `http://a b` is not a URI
                    {call: http, with: {method: get, endpoint: 'http://a/{+x}'}} => /do/0/t/with/endpoint => The endpoint `http://a/{+x}` has a brace that is no `{name}`
                    {call: http, with: {method: get, endpoint: {url: 'http://a'}}} => /do/0/t/with/endpoint => An endpoint needs `uri`.
                    {call: http, with: {method: get, endpoint: 'http://a', headers: x}} => /do/0/t/with/headers => `headers` must be an object or one expression
                    {call: http, with: {method: get, endpoint: 'http://a', output: contnt}} => /do/0/t/with/output => `output` must be one of `content`, `response`, `raw`, not `contnt`. Did you mean `content`?
                    {call: http, with: {method: get, endpoint: 'http://a', redirect: 'yes'}} => /do/0/t/with/redirect => `redirect` must be true or false
                    {call: http, with: {method: get, endpoint: {uri: 'http://a', authentication: {oauth2: {}}}}} => /do/0/t/with/endpoint/authentication/oauth2 => `oauth2` needs `authority`.
                    {call: http, with: {method: get, endpoint: {uri: 'http://a', authentication: {basic: {username: x}}}}} => /do/0/t/with/endpoint/authentication/basic => `basic` needs `password`.
                    {try: [{a: {set: {}}}]}                  => /do/0/t => A `try` task needs `catch`.
                    {for: {in: .}}                           => /do/0/t => A `for` task needs `do`.
                    {for: {}, do: [{a: {set: {}}}]}          => /do/0/t/for => `for` needs `in`.
                    {for: {in: 3}, do: [{a: {set: {}}}]}     => /do/0/t/for/in => `for.in` must be a list
                    {for: {in: ., each: x, at: x}, do: [{a: {set: {}}}]} => /do/0/t/for => The item and its index need different names
                    {for: {in: ., each: input}, do: [{a: {set: {}}}]} => /do/0/t/for/each => `$input` means something else already
                    {for: {in: .}, while: true, do: [{a: {set: {}}}], metadata: {millrace: {parallel: 2}}} => /do/0/t => `while` needs one item after the other
                    {for: {in: .}, do: [{a: {set: {}}}], metadata: {millrace: {parallel: 0}}} => /do/0/t/metadata/millrace/parallel => `parallel` must be a whole number from 1 to 1000
                    {for: {in: .}, do: [{a: {set: {}}}], metadata: {millrace: {paralel: 2}}} => /do/0/t/metadata/millrace/paralel => `paralel` is not a property of `metadata.millrace`. Did you mean `parallel`?
                    {for: {in: .}, do: [{a: {set: {}}}], metadata: {millrace: {parallel: 2, tolerate: {percent: 101}}}} => /do/0/t/metadata/millrace/tolerate/percent => `percent` must be a number from 0 to 100
                    {fork: {}}                               => /do/0/t/fork => `fork` needs `branches`.
                    {fork: {branches: []}}                   => /do/0/t/fork/branches => `branches` must have at least one task.
                    {fork: {branches: [{a: {set: {}, then: b}}, {b: {set: {}}}]}} => /do/0/t/fork/branches/0/a/then => There is no task `b` in this list
                    {listen: {}}                             => /do/0/t/listen => `listen` needs `to`.
                    {listen: {to: {}}}                       => /do/0/t/listen/to => Say which events are waited for by exactly one of `one`, `all`, `any`.
                    {listen: {to: {all: []}}}                => /do/0/t/listen/to/all => `all` must have 1 to 100 event filters.
                    {listen: {to: {one: {with: {type: a}, corelate: {}}}}} => /do/0/t/listen/to/one/corelate => `corelate` is not a property of an event filter. Did you mean `correlate`?
                    {listen: {to: {one: {with: {type: a}, correlate: {k: {}}}}}} => /do/0/t/listen/to/one/correlate/k => A correlation needs `from`.
                    {listen: {to: {one: {with: {type: a}}}, read: all}} => /do/0/t/listen/read => `read` must be one of `data`, `envelope`, `raw`, not `all`.
                    {listen: {to: {one: {with: {type: a}}, until: true}}} => /do/0/t/listen/to/until => `until` is not a property of what is listened to
                    {run: {}}                                => /do/0/t/run => `run` needs exactly one of `workflow`, `script`, `shell`, `container`.
                    {run: {workflow: {version: 1.0.0}}}      => /do/0/t/run/workflow => `run.workflow` needs `name`.
                    {run: {script: {language: ruby, code: x}}} => /do/0/t/run/script/language => `language` must be one of `js`, `javascript`, `python`, not `ruby`.
                    {run: {script: {language: js}}}          => /do/0/t/run/script => A script needs either `code` or `source`.
                    {run: {shell: {command: ls}, return: text}} => /do/0/t/run/return => `return` must be one of
                    {call: callback, with: {expire: PT1H}}   => /do/0/t/with/expire => `expire` is not a property of `with` of a callback. Did you mean `expires`?
                    {set: {}, metadata: {millrace: {compensate: [{a: {nope: 1}}]}}} => /do/0/t/metadata/millrace/compensate/0/a => The task `a` does not say what to do.
                    {try: [{a: {set: {}}}], catch: {as: $e}} => /do/0/t/catch/as => `as` must be the name of a variable without `$`
                    {try: [{a: {set: {}}}], catch: {retry: x}} => /do/0/t/catch/retry => There is no retry policy `x` under `use.retries`.
                    {try: [{a: {set: {}}}], catch: {when: $err}} => /do/0/t/catch/when => There is no variable `$err` here.
                    {try: [{a: {set: {}}}], catch: {errors: {with: {statu: 1}}}} => /do/0/t/catch/errors/with/statu => `statu` is not a property of `errors.with`. Did you mean `status`?
                    {try: [{a: {set: {}}}], catch: {retry: {limit: {attempt: {count: -1}}}}} => /do/0/t/catch/retry/limit/attempt/count => The number of retries must be a whole number
                    {try: [{a: {set: {}}}], catch: {retry: {backoff: {quadratic: {}}}}} => /do/0/t/catch/retry/backoff/quadratic => `quadratic` is not a property of `backoff`
                    {try: [{a: {set: {}}}], catch: {retry: {backoff: {exponential: {factor: 0}}}}} => /do/0/t/catch/retry/backoff/exponential/factor => The factor of an exponential backoff must be a number from 1
                    {try: [{a: {set: {}}}], catch: {retry: {jitter: {from: PT1S}}}} => /do/0/t/catch/retry/jitter => `jitter` needs `to`.
                    {try: [{a: {set: {}}}], catch: {do: [{b: {set: {x: '${ $eror }'}}}]}} => /do/0/t/catch/do/0/b/set/x => There is no variable `$eror` here. Did you mean `$error`?
                    """)
    void shouldCheckTasks(String task, String pointer, String detail) {
        // When
        List<Problem> problems = problems("do:\n- t: " + task + "\n");

        // Then
        assertThat(problems)
                .filteredOn(problem -> problem.pointer().equals(pointer))
                .anySatisfy(problem -> {
                    assertThat(problem.detail()).startsWith(detail);
                    assertThat(problem.line()).isEqualTo(3);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    output: {as: $task}                                => /output/as => There is no variable `$task` here.
                    input: {from: $context}                            => /input/from => There is no variable `$context` here.
                    input: {schema: {format: avro, document: {}}}      => /input/schema/format => The schema format `avro` is not supported
                    input: {schema: {resource: {}}}                    => /input/schema/resource => The schema is not part of the definition
                    input: {schema: {}}                                => /input/schema => A schema needs `document`.
                    input: {schema: {document: {$ref: 'http://a/b'}}}  => /input/schema/document => The reference `http://a/b` points at nothing within the schema
                    input: {schema: {document: {properties: {a: {$ref: '#/properties/a'}}}}} => /input/schema/document => The schema refers to itself through `#/properties/a`
                    input: {schema: {document: {pattern: '(a'}}}       => /input/schema/document => This is not a JSON schema: `(a` is not a regular expression
                    use: {secrets: [a, b, a]}                          => /use/secrets/2 => The secret `a` is named twice.
                    use: {secrets: ['a/b']}                            => /use/secrets/0 => The name of a secret is 1 to 63 letters
                    use: {secrets: {a: b}}                             => /use/secrets => `use.secrets` must be a list
                    use: {function: {}}                                => /use/function => `function` is not a property of `use`. Did you mean `functions`?
                    use: {timeouts: {t: {after: x}}}                   => /use/timeouts/t/after => "x" is not a duration
                    use: {retries: {r: {dely: PT1S}}}                  => /use/retries/r/dely => `dely` is not a property of a retry policy. Did you mean `delay`?
                    use: {errors: {e: {type: x}}}                      => /use/errors/e => An error needs `status`.
                    use: {functions: {f: {do: [{a: {call: f}}]}}}      => /use/functions/f/do/0/a/call => The function `f` calls itself: f -> f.
                    use: {extensions: [{e: {extend: al, before: [{a: {set: {}}}]}}]} => /use/extensions/0/e/extend => `extend` must be one of
                    use: {extensions: [{e: {extend: all}}]}            => /use/extensions/0/e => The extension `e` needs `before` or `after`.
                    use: {functions: {f: {call: f}}}                   => /use/functions/f/call => The function `f` calls itself: f -> f.
                    use: {functions: {f: {call: nope}}}                => /use/functions/f/call => There is no function `nope`
                    schedule: {cron: '* * * *'}                        => /schedule/cron => `cron` has five fields (minute, hour, day of the month, month, day of the week), or six with the second before them, but this has 4
                    schedule: {cron: '60 * * * *'}                     => /schedule/cron => The minute of `cron` cannot be `60`: allowed are `*`, 0 to 59
                    schedule: {cron: '* 24 * * *'}                     => /schedule/cron => The hour of `cron` cannot be `24`: allowed are `*`, 0 to 23
                    schedule: {cron: '0 0 L * *'}                      => /schedule/cron => The day of the month of `cron` cannot be `L`: allowed are `*`, 1 to 31
                    schedule: {cron: '0 0 * FOO *'}                    => /schedule/cron => The month of `cron` cannot be `FOO`: allowed are `*`, 1 to 12 or JAN to DEC
                    schedule: {cron: '0 0 * * FRI-MON'}                => /schedule/cron => The day of the week of `cron` cannot be `FRI-MON`: allowed are `*`, 0 to 7 or SUN to SAT, ranges `a-b`, steps `/n` and lists with commas. A range goes
                    schedule: {cron: '*/0 * * * *'}                    => /schedule/cron => The minute of `cron` cannot be `*/0`: allowed are `*`, 0 to 59, ranges `a-b`, steps `/n` and lists with commas. A step lies between 1 and 59.
                    schedule: {cron: '0 0 30 FEB *'}                   => /schedule/cron => `0 0 30 FEB *` never comes
                    schedule: {cron: 5}                                => /schedule/cron => `cron` must be a text
                    schedule: {crom: '* * * * *'}                      => /schedule/crom => `crom` is not a property of `schedule`. Did you mean `cron`?
                    schedule: {every: {milliseconds: 999}}             => /schedule/every => `every` must be at least one second.
                    schedule: {every: '${ .a }'}                       => /schedule/every => `every` of `schedule` must be a duration, not an expression
                    schedule: {after: soon}                            => /schedule/after => "soon" is not a duration
                    schedule: {read: all, every: PT1S}                 => /schedule/read => `read` must be one of `data`, `envelope`, `raw`
                    schedule: {on: {any: []}}                          => /schedule/on => `schedule.on.any` must name at least one event
                    schedule: {on: {}}                                 => /schedule/on => Say which events are waited for by exactly one of `one`, `all`, `any`.
                    schedule: {on: {all: [{with: {type: a}, correlate: {c: {from: .data.c, expect: '${ now }'}}}]}} => /schedule/on => `expect` of a correlation in `schedule` must be a value
                    schedule: {on: {any: [{with: {type: a}}], until: '$input'}} => /schedule/on/until => There is no variable `$input`
                    schedule: {on: {one: {with: {}}}}                  => /schedule/on/one/with => An event filter must name at least one attribute
                    schedule: {on: {one: {with: {type: '^(a$'}}}}      => /schedule/on/one/with/type => `^(a$` is not a regular expression
                    schedule: {on: {one: {with: {data: '${ . > }'}}}}  => /schedule/on/one/with/data => The jq expression ends too early
                    evaluate: {language: js}                           => /evaluate/language => `evaluate.language` must be one of `jq`, not `js`.
                    evaluate: {mode: free}                             => /evaluate/mode => `evaluate.mode` must be one of `strict`, `loose`, not `free`.
                    timeout: {after: {minute: 1}}                      => /timeout/after/minute => `minute` is not a property of a duration. Did you mean `minutes`?
                    tasks: []                                          => /tasks => `tasks` is not a property of a definition.
                    """)
    void shouldCheckTheRest(String section, String pointer, String detail) {
        // When
        List<Problem> problems = problems(section + "\ndo: [{a: {set: {}}}]\n");

        // Then
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().pointer()).isEqualTo(pointer);
        assertThat(problems.getFirst().detail()).startsWith(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    just a text => A definition must be an object
                    [1, 2]      => A definition must be an object
                    a: 1        => A definition needs `document`.
                    """)
    void shouldRefuseWhatIsNoDefinition(String text, String detail) {
        // When
        List<Problem> problems = problemsOf(text);

        // Then
        assertThat(problems).anySatisfy(problem -> assertThat(problem.detail()).startsWith(detail));
    }

    @Test
    void shouldReportEverythingAtOnceInTheOrderOfTheText() {
        // Given
        String text = definition("""
                do:
                  - first:
                      set: {a: '${ .x | }'}
                      then: second
                  - third:
                      wait: {second: 1}
                  - first:
                      call: http
                      with:
                        metod: get
                        endpoint: https://example.com
                """);

        // When
        List<Problem> problems = problemsOf(text);

        // Then
        assertThat(problems)
                .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.pointer())
                .containsExactly(
                        "4:13 /do/0/first/set/a",
                        "5:7 /do/0/first/then",
                        "7:14 /do/1/third/wait/second",
                        "8:5 /do/2/first",
                        "10:7 /do/2/first/with",
                        "11:9 /do/2/first/with/metod");
    }

    @Test
    void shouldNotReportWhatIsSharedTwice() {
        // Given
        String text = definition("""
                use: {errors: {gone: {type: x}}}
                do:
                  - a: {raise: {error: gone}}
                  - b: {raise: {error: gone}}
                """);

        // When
        List<Problem> problems = problemsOf(text);

        // Then
        assertThat(problems).hasSize(1);
    }
}
