// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorancestor.h"

#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QHash>

namespace tuilerie::vector {

namespace {

constexpr quint32 madeVersion = 1; // of the file's layout

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
}

QStringList pathsOf(const std::vector<FileEntry> &files)
{
    QStringList paths;
    for (const FileEntry &file : files)
        paths << file.path;
    return paths;
}

/// How many of two ascending lists have no like in the other: where a feature has changed, one in each.
qint64 changedFeatures(const std::vector<uint64_t> &before, const std::vector<uint64_t> &now)
{
    qint64 gone = 0, added = 0;
    size_t b = 0, n = 0;
    while (b < before.size() || n < now.size()) {
        if (n == now.size() || (b < before.size() && before[b] < now[n])) {
            ++gone;
            ++b;
        } else if (b == before.size() || now[n] < before[b]) {
            ++added;
            ++n;
        } else {
            ++b;
            ++n;
        }
    }
    return std::max(gone, added);
}

} // namespace

std::optional<VectorAncestor> VectorAncestor::load(const PyramidPlace &place)
{
    const auto content = readSealedFile(place.stateFile());
    if (!content)
        return std::nullopt;
    QDataStream in(*content);
    in.setVersion(QDataStream::Qt_6_4);
    VectorAncestor ancestor;
    ancestor.m_place = place;
    QByteArray kind;
    quint32 version = 0, sources = 0, slabs = 0;
    in >> kind >> version;
    if (kind != "vector" || version != madeVersion)
        return std::nullopt;
    in >> ancestor.m_setting >> sources;
    for (quint32 i = 0; i < sources && in.status() == QDataStream::Ok; ++i) {
        Source source;
        in >> source.path >> source.size >> source.stamp >> source.sidecarStamp;
        ancestor.m_sources.push_back(std::move(source));
    }
    QByteArray contents;
    in >> contents >> slabs;
    ancestor.m_contents.resize(size_t(contents.size()) / sizeof(uint64_t));
    std::memcpy(ancestor.m_contents.data(), contents.constData(), ancestor.m_contents.size() * sizeof(uint64_t));
    for (quint32 i = 0; i < slabs && in.status() == QDataStream::Ok; ++i) {
        VectorSlabRecord record;
        quint64 low = 0, high = 0;
        qint64 features = 0;
        in >> record >> features >> low >> high;
        ancestor.m_slabs.insert_or_assign(record.key, std::pair(record, SlabInput{features, low, high}));
    }
    return in.status() == QDataStream::Ok ? std::optional(std::move(ancestor)) : std::nullopt;
}

Status VectorAncestor::save(const QString &folder, const VectorProfile &profile, const VectorPlan &plan,
    const std::vector<VectorSlabRecord> &records)
{
    QByteArray content;
    QDataStream out(&content, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << QByteArray("vector") << madeVersion << profile.setting() << quint32(profile.files.size());
    for (const FileEntry &file : profile.files)
        out << file.path << file.size << file.stamp << file.sidecarStamp;
    out << QByteArray::fromRawData(
        reinterpret_cast<const char *>(plan.contents.data()), qsizetype(plan.contents.size() * sizeof(uint64_t)));
    out << quint32(records.size());
    for (const VectorSlabRecord &record : records) {
        const SlabInput &input = plan.slabs.at(record.key);
        out << record << input.features << quint64(input.low) << quint64(input.high);
    }
    return writeSealedFile(PyramidPlace::stateFileIn(folder), content);
}

VectorAncestor::Difference VectorAncestor::compare(const VectorProfile &profile, const VectorPlan &plan) const
{
    Difference difference;
    PyramidChanges &changes = difference.changes;
    changes.ofFiles = qint64(profile.files.size());
    changes.ofFeatures = qint64(plan.contents.size());
    changes.ofSlabs = qint64(plan.slabs.size());

    QStringList pathsBefore;
    for (const Source &source : m_sources)
        pathsBefore << source.path;
    const QStringList before = namesAmong(pathsBefore), now = namesAmong(pathsOf(profile.files));
    QHash<QString, const Source *> known;
    for (qsizetype i = 0; i < before.size(); ++i)
        known.insert(before.at(i), &m_sources[size_t(i)]);
    for (size_t i = 0; i < profile.files.size(); ++i) {
        const FileEntry &file = profile.files[i];
        const Source *source = known.take(now.at(qsizetype(i)));
        if (!source || source->size != file.size || source->stamp != file.stamp || source->sidecarStamp != file.sidecarStamp)
            ++changes.files;
    }
    changes.files += known.size(); // which are gone

    if (m_setting != profile.setting())
        difference.reason = tr("The version before was made with other options: all is made again.");
    else if (!isSameOrder(before, now))
        difference.reason = tr("The files follow each other in another order than before: all is made again.");
    if (!difference.reason.isEmpty()) {
        changes.files = changes.ofFiles;
        changes.features = changes.ofFeatures;
        changes.slabs = changes.ofSlabs;
        return difference;
    }
    changes.features = changedFeatures(m_contents, plan.contents);
    for (const auto &[key, input] : plan.slabs) {
        const auto found = m_slabs.find(key);
        if (found != m_slabs.end() && found->second.second == input)
            difference.same.emplace(key, found->second.first);
    }
    changes.slabs = changes.ofSlabs - qint64(difference.same.size());
    return difference;
}

} // namespace tuilerie::vector
