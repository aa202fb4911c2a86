import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Runs veraPDF in one Java process over many files: {@code VeraPdf 3a,3b,ua1 FILE.pdf…}. Prints one line a file and
 * flavour: file, flavour, compliant, number of checks, then the failed rules with their first message, tab-separated.
 */
public class VeraPdf {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 1; i < args.length; i++) {
            for (String flavour : args[0].split(",")) {
                System.out.println(args[i] + "\t" + flavour + "\t" + line(new File(args[i]), flavour));
            }
        }
    }

    private static String line(File file, String name) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
            ValidationResult result = validator.validate(parser);
            Map<String, String> failed = new TreeMap<>();
            for (TestAssertion check : result.getTestAssertions()) {
                if (check.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber();
                    failed.putIfAbsent(rule, rule + " " + check.getMessage().replaceAll("\\s+", " "));
                }
            }
            StringBuilder out = new StringBuilder(result.isCompliant() + "\t" + result.getTotalAssertions());
            failed.values().forEach(rule -> out.append('\t').append(rule));
            return out.toString();
        } catch (Exception unreadable) {
            return "false\t0\t" + unreadable.toString().replaceAll("\\s+", " ");
        }
    }
}
