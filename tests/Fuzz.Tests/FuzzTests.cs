using System.Globalization;

namespace GrupoGad.Fuzz.Tests;

/// <summary>
/// Whatever is sent, a parser takes it or refuses it in words. <c>GAD_FUZZ_INPUTS</c> inputs over all parsers (200,000 in the suite, millions by
/// <c>./gad prove fuzz</c>), made from <c>GAD_FUZZ_SEED</c>. An input that once broke one is kept in <c>Found</c> as <c>parser.hex</c>, a line each, and tried first.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>Growth that is allowed between the first tenth of the inputs and the last, bytes.</summary>
    private const long GrowthMax = 32 << 20;

    private static int Inputs => Number("GAD_FUZZ_INPUTS", 200_000) / Parsers.All.Count + 1;

    public static IEnumerable<TheoryDataRow<string>> Names => Parsers.All.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_is_sent_is_taken_or_refused_in_words(string parser)
    {
        var seed = Number("GAD_FUZZ_SEED", 1);
        var (read, seeds, now) = (Parsers.All[parser], Seeds.Of(parser), Array.Empty<byte>());
        var (taken, refused, held, growth) = (0, 0, 0L, 0L);
        var work = Task.Run(() =>
        {
            var mutator = new Mutator(seed, seeds);
            foreach (var input in Found(parser).Concat(seeds).Concat(Enumerable.Range(0, Inputs).Select(_ => mutator.Next())))
            {
                Volatile.Write(ref now, input);
                _ = Read(read, input) ? taken++ : refused++;
                if (taken + refused == Inputs / 10)
                {
                    held = GC.GetTotalMemory(forceFullCollection: true);
                }
            }
            growth = GC.GetTotalMemory(forceFullCollection: true) - held;
        });
        try
        {
            await work.WaitAsync(TimeSpan.FromMinutes(20));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{parser} hangs at {Convert.ToHexString(Volatile.Read(ref now))}");
        }
        var line = $"fuzz {parser}: {taken + refused:N0} inputs of seed {seed}, {taken:N0} taken, {refused:N0} refused, grown by {growth / 1024:N0} KiB";
        output.WriteLine(line);
        Console.WriteLine(line);
        Assert.True(taken > 0 && refused > 0, $"{line}: one of the two was never reached");
        Assert.InRange(growth, long.MinValue, GrowthMax);
    }

    [Fact]
    public void Each_parser_says_which_files_read_for_it()
    {
        var told = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "parsers.txt")).Where(line => line.Contains(':', StringComparison.Ordinal) && line[0] != '#');
        Assert.Equal(Parsers.All.Keys.Order(), told.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]).Order());
    }

    private static bool Read(Func<byte[], bool> read, byte[] input)
    {
        try
        {
            return read(input);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.GetType().Name}: {failure.Message}; the input is {Convert.ToHexString(input)}", failure);
        }
    }

    private static IEnumerable<byte[]> Found(string parser)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Found", parser + ".hex");
        return File.Exists(file) ? File.ReadLines(file).Where(line => line.Length > 0).Select(Convert.FromHexString) : [];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
