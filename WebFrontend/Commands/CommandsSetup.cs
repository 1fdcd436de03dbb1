using GrupoGad.WebFrontend.Commands.Certificates;
using GrupoGad.WebFrontend.Commands.Sessions;

namespace GrupoGad.WebFrontend.Commands;

/// <summary>Sets up commands: the sessions through which they reach efectivos, and their resources.</summary>
public static class CommandsSetup
{
    public static void AddGadCommands(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CommandSessionOptions>().BindConfiguration(CommandSessionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CommandInstruments>();
        builder.Services.AddSingleton<CommandFrames>();
        builder.Services.AddSingleton<AttachmentRegistry>();
        builder.Services.AddSingleton<ResumeRegistry>();
        builder.Services.AddSingleton<CommandObserver>();
        builder.Services.AddSingleton<SessionAttachment>();
        builder.Services.AddSingleton<EfectivoMessages>();
        builder.Services.AddSingleton<CommandParts>();
        builder.Services.AddHostedService<AttachmentRenewal>();
    }

    public static void MapCommands(this WebApplication app)
    {
        var commands = app.MapGroup("/api/v1/commands").WithTags("Commands").ProducesProblem(400).ProducesProblem(503);
        CommandListEndpoints.Map(commands);
        CommandEndpoints.Map(commands);
        AnswerEndpoints.Map(commands);
        CertificateEndpoints.Map(commands);
        InboxEndpoints.Map(app.MapGroup("/api/v1/efectivos").WithTags("Commands").ProducesProblem(400).ProducesProblem(503));
    }
}
