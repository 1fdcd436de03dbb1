using k8s;
using k8s.Models;

namespace GrupoGad.Compatibility.Tests.Manifests;

/// <summary>The manifests of k8s/base as the cluster's own typed models: an unknown field or kind is an error.</summary>
internal static class Base
{
    /// <summary>kustomize's file is no cluster object.</summary>
    public const string Kustomization = "kustomization.yaml";

    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "k8s", "base");

    public static string[] Files { get; } = [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<object> Read(string file) =>
        KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Folder, file)), strict: true);

    public static IReadOnlyList<T> All<T>() => [.. Files.Where(file => file != Kustomization).SelectMany(Read).OfType<T>()];

    /// <summary>The pod templates by the name of what makes the pods.</summary>
    public static IReadOnlyDictionary<string, V1PodTemplateSpec> Pods { get; } = All<V1StatefulSet>().Select(set => (set.Metadata.Name, set.Spec.Template))
        .Concat(All<V1Deployment>().Select(deployment => (deployment.Metadata.Name, deployment.Spec.Template)))
        .ToDictionary(pod => pod.Name, pod => pod.Template);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GrupoGad.Orleans.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"GrupoGad.Orleans.sln is in no folder above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
