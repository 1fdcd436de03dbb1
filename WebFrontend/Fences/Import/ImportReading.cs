using System.Globalization;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Fences.Import;

/// <param name="At">Where it stands in the file.</param>
internal sealed record ImportedPlan(string FenceId, FencePlan Plan, string At);

/// <summary>Reads a GeoJSON file of areas. Members that we do not know are left alone, as RFC 7946 asks.</summary>
internal static class ImportReading
{
    private const int NameMax = 200;

    /// <param name="prefix">Begins the codes of features that bring none, or one that is none of ours.</param>
    /// <returns>The plans; else what is wrong, the first fault of each feature.</returns>
    public static (IReadOnlyList<ImportedPlan> Plans, IReadOnlyList<Refusal> Refusals) Read(JsonElement root, string prefix, int featuresMax)
    {
        if (!FenceCode.IsValid(prefix + "-1"))
        {
            return ([], [new Refusal("prefix", prefix, "with '-' and a number behind it a code: " + FenceCode.Rule)]);
        }
        var (features, refusal) = ImportFeatures.Of(root, featuresMax);
        var (plans, faults, codes) = (new List<ImportedPlan>(features.Count), new List<Refusal>(), new HashSet<string>());
        if (refusal is not null)
        {
            faults.Add(refusal);
        }
        foreach (var (at, feature) in features)
        {
            var reading = new BodyReading();
            var plan = Read(reading, at, feature, prefix, plans.Count + 1);
            if (!codes.Add(plan.FenceId))
            {
                reading.Refuse(at + ".id", plan.FenceId, "a code of its own: another feature has this one");
            }
            if (reading.Refusal is { } fault)
            {
                faults.Add(fault);
            }
            plans.Add(plan);
        }
        return (plans, faults);
    }

    private static ImportedPlan Read(BodyReading reading, string at, JsonElement feature, string prefix, int number)
    {
        if (feature.ValueKind != JsonValueKind.Object || ImportFeatures.Text(feature, "type") != "Feature")
        {
            reading.Refuse(at + ".type", ImportFeatures.Text(feature, "type"), "Feature");
            return new ImportedPlan(at, new FencePlan { Name = "", Shape = new FenceShape { Kind = FenceKind.Polygon } }, at);
        }
        if (ImportFeatures.Crs(at, feature) is { } crs)
        {
            reading.Refuse(crs);
        }
        var properties = feature.TryGetProperty("properties", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var code = Code(ImportFeatures.Text(properties, "code") ?? ImportFeatures.Text(feature, "id"), prefix, number);
        FenceRequests.Code(reading, code, at + ".id");
        var name = ImportFeatures.Text(properties, "name") ?? ImportFeatures.Text(properties, "nombre") ?? code;
        return new ImportedPlan(code, new FencePlan
        {
            Name = reading.Line(at + ".properties.name", name, 1, NameMax),
            Shape = new GeometryReading(reading, at + ".geometry").Read(ImportFeatures.Geometry(reading, at + ".geometry", feature), Number(properties, "radiusM")),
        }, at);
    }

    /// <summary>
    /// Its own when that is a code; another one, such as <c>7</c> or <c>relation/12</c>, behind the prefix and spelled as a code;
    /// else its number.
    /// </summary>
    private static string Code(string? own, string prefix, int number)
    {
        if (FenceCode.IsValid(own))
        {
            return own!;
        }
        var rest = own is null ? number.ToString(CultureInfo.InvariantCulture)
            : string.Concat(own.ToUpperInvariant().Select(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_' ? letter : '-'));
        return $"{prefix}-{rest}";
    }

    private static double? Number(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number) ? number : null;
}
