using k8s;
using k8s.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GrupoGad.Compatibility.Tests.Manifests;

public sealed class Manifest
{
    public static TheoryData<string> Files => [.. Base.Files.Where(file => file != Base.Kustomization)];

    public static TheoryData<string> Pods => [.. Base.Pods.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_holds_only_what_the_clusters_schema_knows(string file)
    {
        var objects = Base.Read(file);

        Assert.NotEmpty(objects);
        Assert.All(objects, item => Assert.False(string.IsNullOrEmpty(Assert.IsAssignableFrom<IMetadata<V1ObjectMeta>>(item).Metadata.Name)));
    }

    [Fact]
    public void A_misspelt_field_is_noticed() =>
        Assert.ThrowsAny<YamlException>(() => KubernetesYaml.LoadAllFromString("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndatta:\n  a: b\n", strict: true));

    [Fact]
    public void The_kustomization_lists_every_file_and_no_other()
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Base.Folder, Base.Kustomization));
        yaml.Load(reader);
        var listed = ((YamlSequenceNode)yaml.Documents[0].RootNode["resources"]).Select(node => ((YamlScalarNode)node).Value!);

        Assert.Equal(Base.Files.Where(file => file != Base.Kustomization), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public void A_pod_is_asked_three_different_questions_on_its_admin_port(string pod)
    {
        var container = Assert.Single(Base.Pods[pod].Spec.Containers);

        Assert.Equal(
            ["/health/started", "/health/ready", "/health/live"],
            new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.Select(probe => probe.HttpGet.Path));
        Assert.All([container.StartupProbe, container.ReadinessProbe, container.LivenessProbe], probe => Assert.Equal("admin", probe.HttpGet.Port.Value));
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public void A_pod_has_no_CPU_limit_and_a_memory_limit(string pod)
    {
        var limits = Assert.Single(Base.Pods[pod].Spec.Containers).Resources.Limits;

        Assert.DoesNotContain("cpu", limits.Keys);
        Assert.Contains("memory", limits.Keys);
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public void A_pod_runs_without_privileges(string pod)
    {
        var spec = Base.Pods[pod].Spec;
        var container = Assert.Single(spec.Containers);

        Assert.True(spec.SecurityContext.RunAsNonRoot);
        Assert.False(spec.AutomountServiceAccountToken);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public void A_drained_node_takes_one_pod_of_a_kind(string pod)
    {
        var budget = Assert.Single(Base.All<V1PodDisruptionBudget>(), budget => budget.Metadata.Name == pod);

        Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
        Assert.Equal(Base.Pods[pod].Metadata.Labels["app.kubernetes.io/name"], budget.Spec.Selector.MatchLabels["app.kubernetes.io/name"]);
    }
}
