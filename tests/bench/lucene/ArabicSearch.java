import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene's ArabicAnalyzer with its own stop list, one field, BM25 (k1 1.2, b 0.75), asked over a pipe.
 *
 * <p>Lines of tab-separated UTF-8. In: "add KEY TEXT"; "commit"; "OR TEXT" and "AND TEXT". Out: for "commit" the CPU
 * seconds of this process since its first "add", for a question its nanoseconds and the keys of the ten best. Timing
 * happens in here, so that the pipe costs nothing; analysing the question is part of the answer.
 */
public final class ArabicSearch {
    private static final String FIELD = "text";
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Analyzer analyzer = new ArabicAnalyzer();
    private final QueryBuilder questions = new QueryBuilder(analyzer);
    private final IndexWriter writer;
    private IndexSearcher searcher;
    private long cpuBefore = -1;

    private ArabicSearch(Directory directory) throws IOException {
        writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
    }

    public static void main(String[] arguments) throws IOException {
        try (Directory directory = FSDirectory.open(Path.of(arguments[0]));
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            ArabicSearch search = new ArabicSearch(directory);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                search.obey(line.split("\t", 3));
            }
        }
    }

    private void obey(String[] words) throws IOException {
        switch (words[0]) {
            case "add" -> add(words[1], words[2]);
            case "commit" -> commit();
            default -> answer(words[1], Occur.valueOf(words[0].equals("AND") ? "MUST" : "SHOULD"));
        }
    }

    private void add(String key, String text) throws IOException {
        if (cpuBefore < 0) {
            cpuBefore = PROCESS.getProcessCpuTime();
        }
        Document document = new Document();
        document.add(new StoredField("key", key));
        document.add(new TextField(FIELD, text, Field.Store.NO));
        writer.addDocument(document);
    }

    private void commit() throws IOException {
        writer.close();
        out.println((PROCESS.getProcessCpuTime() - cpuBefore) / 1e9);
        searcher = new IndexSearcher(DirectoryReader.open(writer.getDirectory()));
        searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
    }

    private void answer(String text, Occur joint) throws IOException {
        long before = System.nanoTime();
        StringBuilder keys = new StringBuilder();
        Query query = questions.createBooleanQuery(FIELD, text, joint);
        if (query != null) {
            for (ScoreDoc hit : searcher.search(query, 10).scoreDocs) {
                keys.append(' ').append(searcher.doc(hit.doc).get("key"));
            }
        }
        out.println((System.nanoTime() - before) + keys.toString());
    }
}
