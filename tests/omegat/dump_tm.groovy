// Writes what OmegaT loaded from its translation memories, as JSON, to the file that ALIGN_DUMP names:
// a list of [source, target, {property: value}].
import groovy.json.JsonOutput

if (eventType.name() == 'LOAD') {
    def entries = project.transMemories.values().collectMany { it.entries }.collect { entry ->
        [entry.source, entry.translation, entry.otherProperties.collectEntries { [it.type, it.value] }]
    }
    new File(System.getenv('ALIGN_DUMP')).setText(JsonOutput.toJson(entries), 'UTF-8')
}
