// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"

#include <new>

namespace tuilerie::test {

/// A control that fails as a defect would: in whichever of a work's threads reports progress of `step`, std::bad_alloc comes
/// up; with an empty step, where a thread asks whether to stop.
class ThrowingControl final : public WorkControl
{
public:
    explicit ThrowingControl(QString step = {})
        : m_step(std::move(step))
    {
    }
    void progress(const Progress &progress) override
    {
        if (!m_step.isEmpty() && progress.step == m_step)
            throw std::bad_alloc();
    }
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override
    {
        if (m_step.isEmpty())
            throw std::bad_alloc();
        return StopRequest::None;
    }
    int reportIntervalMs() const override { return 0; }

private:
    QString m_step;
};

} // namespace tuilerie::test

/// The defect was this call's error, and nothing more.
#define VERIFY_DEFECT_IS_AN_ERROR(expression)                                                                               \
    do {                                                                                                                    \
        const auto &spoiled = (expression);                                                                                 \
        QVERIFY(!spoiled);                                                                                                  \
        QVERIFY2(spoiled.error().message.contains(QLatin1String("memory")), qPrintable(spoiled.error().message));           \
    } while (false)
