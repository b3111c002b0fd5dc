// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dock.h"

namespace tuilerie {

Dock::Dock(const char *name, QWidget *content)
    : m_content(content)
{
    setObjectName(QLatin1String(name));
    QSizePolicy policy = content->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    content->setSizePolicy(policy);
    setWidget(content);
    connect(this, &QDockWidget::visibilityChanged, m_content, &QWidget::setVisible);
}

void Dock::bringUp()
{
    show();
    raise();
}

} // namespace tuilerie
