package io.millrace.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest commits of a repository.
 *
 * @param commits newest first
 * @param origin where they are from, for people
 */
record Commits(List<Commit> commits, String origin) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BUNDLED = "/examples/push-classifier/commits.json";
    private static final char RECORD = '\u001e';
    private static final char UNIT = '\u001f';
    private static final int MOST_FILES = 100;
    private static final int PATIENCE_SECONDS = 20;

    Commits {
        commits = List.copyOf(commits);
    }

    /** Asks git; without git, or outside a repository, takes the commits that come with the program. */
    static Commits of(Path repository, int count) throws IOException, InterruptedException {
        List<Commit> fromGit = fromGit(repository, count);
        if (!fromGit.isEmpty()) {
            return new Commits(fromGit, "git log of " + repository);
        }
        try (InputStream stream = Commits.class.getResourceAsStream(BUNDLED)) {
            Commit[] bundled = JSON.readValue(stream, Commit[].class);
            return new Commits(List.of(bundled).subList(0, Math.min(count, bundled.length)), "the bundled commits");
        }
    }

    private static List<Commit> fromGit(Path repository, int count) throws IOException, InterruptedException {
        Process git;
        try {
            git = new ProcessBuilder(
                            "git",
                            "log",
                            "--no-merges",
                            "--name-status",
                            "-n",
                            Integer.toString(count),
                            "--format=%x1e%H%x1f%an%x1f%aI%x1f%s")
                    .directory(repository.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return List.of();
        }
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || git.exitValue() != 0) {
            git.destroyForcibly();
            return List.of();
        }
        List<Commit> commits = new ArrayList<>();
        for (String text : said.split(String.valueOf(RECORD), -1)) {
            if (!text.isBlank()) {
                commits.add(parsed(text.strip().lines().toList()));
            }
        }
        return commits;
    }

    static Commit parsed(List<String> lines) {
        String[] head = lines.getFirst().split(String.valueOf(UNIT), -1);
        List<String> added = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> modified = new ArrayList<>();
        lines.stream().skip(1).filter(line -> !line.isBlank()).limit(MOST_FILES).forEach(line -> {
            String path = line.substring(line.lastIndexOf('\t') + 1);
            switch (line.charAt(0)) {
                case 'A' -> added.add(path);
                case 'D' -> removed.add(path);
                default -> modified.add(path);
            }
        });
        return new Commit(head[0], head[1], head[2], head[3], added, removed, modified);
    }
}
