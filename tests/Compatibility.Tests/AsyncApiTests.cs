using System.Globalization;
using System.Reflection;
using Google.Protobuf.Reflection;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Live;

namespace GrupoGad.Compatibility.Tests;

/// <summary><c>asyncapi.yaml</c> says what the code does: no more, no less.</summary>
public sealed class AsyncApiTests
{
    private static readonly AsyncApi File = AsyncApi.Read();

    public static TheoryData<string> Messages => [.. Reachable().Keys.Order()];

    [Theory, MemberData(nameof(Messages))]
    public void Every_message_has_exactly_its_fields(string name)
    {
        var fields = Reachable()[name].Fields.InDeclarationOrder();
        var properties = File.Map("components", "schemas", name, "properties");
        Assert.Equal(fields.Select(field => field.JsonName).Order(), AsyncApi.Keys(properties).Order());
        Assert.All(fields, field => Assert.Equal(Shape(field), AsyncApiShape.Of(File, name, field.JsonName)));
    }

    [Fact]
    public void Nothing_is_described_that_is_not_sent()
    {
        var enums = Reachable().Values.SelectMany(message => message.Fields.InDeclarationOrder())
            .Where(field => field.FieldType == FieldType.Enum).Select(field => field.EnumType.Name);
        Assert.Equal(Reachable().Keys.Concat(enums).Distinct().Order(), AsyncApi.Keys(File.Map("components", "schemas")).Order());
    }

    [Fact]
    public void Every_reference_leads_somewhere() => Assert.All(File.References(), reference =>
    {
        Assert.StartsWith("#/", reference, StringComparison.Ordinal);
        Assert.NotNull(File.Map(reference[2..].Split('/')));
    });

    [Fact]
    public void Close_codes_are_those_of_the_code() =>
        Assert.Equal(Constants<int>(typeof(CloseCodes)).Order(), AsyncApi.Keys(Live("x-close-codes")).Select(key => int.Parse(key, CultureInfo.InvariantCulture)).Order());

    [Fact]
    public void Error_codes_are_those_of_the_code() =>
        Assert.Equal(ErrorCodes.All.Order(), AsyncApi.Keys(Live("x-error-codes")).Order());

    [Theory]
    [InlineData("x-limits", typeof(LiveOptions))]
    [InlineData("x-command-limits", typeof(CommandSessionOptions))]
    public void Limits_are_the_options_defaults(string key, Type options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var defaults = Activator.CreateInstance(options);
        Assert.All(AsyncApi.Numbers(Live(key)), limit =>
        {
            var option = options.GetProperty(char.ToUpperInvariant(limit.Key[0]) + limit.Key[1..]);
            Assert.True(option is not null, $"{options.Name} has no {limit.Key}");
            Assert.Equal(Convert.ToInt64(option.GetValue(defaults), CultureInfo.InvariantCulture), limit.Value);
        });
    }

    [Fact]
    public void The_channel_is_where_the_door_is() => Assert.Equal(LiveSetup.Path, File.Text("channels", "live", "address"));

    private static YamlDotNet.RepresentationModel.YamlMappingNode Live(string key) => File.Map("channels", "live", key);

    private static IEnumerable<T> Constants<T>(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (T)field.GetRawConstantValue()!);

    private static Dictionary<string, MessageDescriptor> Reachable()
    {
        var found = new Dictionary<string, MessageDescriptor>();
        var open = new Stack<MessageDescriptor>([ClientFrame.Descriptor, ServerFrame.Descriptor]);
        while (open.TryPop(out var message))
        {
            if (message.FullName.StartsWith("gad.", StringComparison.Ordinal) && found.TryAdd(message.Name, message))
            {
                foreach (var field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
                {
                    open.Push(field.MessageType);
                }
            }
        }
        return found;
    }

    /// <summary>A field's type as the JSON mapping writes it.</summary>
    private static string Shape(FieldDescriptor field)
    {
        var one = field.FieldType switch
        {
            FieldType.Message => field.MessageType.Name == "Timestamp" ? "string/date-time" : field.MessageType.Name,
            FieldType.Enum => field.EnumType.Name,
            FieldType.UInt64 => "string/uint64",
            FieldType.Int64 => "string/int64",
            FieldType.UInt32 => "integer",
            FieldType.Double or FieldType.Float => "number",
            FieldType.Bool => "boolean",
            FieldType.String => "string",
            var other => throw new NotSupportedException($"{other} has no shape yet"),
        };
        return field.IsRepeated ? $"[{one}]" : one;
    }
}
