// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/verifynodes.h"

#include "base/work/parallel.h"
#include "check/pointcloud/recordsum.h"
#include "source/pointcloud/pointview.h"

#include <algorithm>
#include <cmath>

namespace tuilerie {

void ErrorList::add(const QString &sentence)
{
    const std::lock_guard lock(m_mutex);
    if (m_sentences.size() < 1000)
        m_sentences << sentence;
}

QStringList ErrorList::take() const
{
    const std::lock_guard lock(m_mutex);
    QStringList sorted = m_sentences; // threads add in any order
    sorted.sort();
    return sorted;
}

void PointFacts::add(const PointFacts &other)
{
    points += other.points;
    checksum += other.checksum;
    for (size_t i = 0; i < classes.size(); ++i)
        classes[i] += other.classes[i];
    for (size_t i = 0; i < returns.size(); ++i)
        returns[i] += other.returns[i];
    for (int i = 0; i < 3; ++i) {
        least[i] = std::min(least[i], other.least[i]);
        most[i] = std::max(most[i], other.most[i]);
    }
    gpsLeast = std::min(gpsLeast, other.gpsLeast);
    gpsMost = std::max(gpsMost, other.gpsMost);
}

NodeBox NodeBox::of(const double cubeLeast[3], double edge, const OctreeKey &key)
{
    NodeBox box{};
    const double cell = std::ldexp(edge, -key.level);
    const qint32 place[3] = {key.x, key.y, key.z};
    for (int i = 0; i < 3; ++i) {
        box.least[i] = cubeLeast[i] + place[i] * cell;
        box.most[i] = cubeLeast[i] + (place[i] + 1.0) * cell;
    }
    return box;
}

PointFacts factsOf(const LasHeader &header, const char *records, qint64 points, const NodeBox *box, qint64 &outside)
{
    PointFacts facts;
    facts.points = points;
    const PointView view(header.pointFormat);
    double slack[3];
    for (int i = 0; i < 3; ++i) // half a quantum, and what the sums of doubles lose
        slack[i] = std::abs(header.scale[i]) * 0.5
            + 1e-12 * (std::abs(header.offset[i]) + (box ? std::abs(box->least[i]) + std::abs(box->most[i]) : 0));
    for (qint64 n = 0; n < points; ++n, records += header.recordLength) {
        facts.checksum += recordHash(records, header.recordLength);
        ++facts.classes[size_t(view.classification(records))];
        ++facts.returns[size_t(view.returnNumber(records))];
        bool isInside = true;
        for (int i = 0; i < 3; ++i) {
            const double value = PointView::coordinate(records, i) * header.scale[i] + header.offset[i];
            facts.least[i] = std::min(facts.least[i], value);
            facts.most[i] = std::max(facts.most[i], value);
            if (box && !(value >= box->least[i] - slack[i] && value <= box->most[i] + slack[i]))
                isInside = false;
        }
        outside += !isInside;
        const double gps = view.gps(records);
        facts.gpsLeast = std::min(facts.gpsLeast, gps);
        facts.gpsMost = std::max(facts.gpsMost, gps);
    }
    return facts;
}

int checkWorkers()
{
    return std::min(workerCount(0), 64);
}

} // namespace tuilerie
