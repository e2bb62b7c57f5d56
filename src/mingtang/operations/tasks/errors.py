"""Refusals of tasks: each a sentence the person can act on."""

from mingtang.kernel.errors import Conflict, NotAllowed, NotFound


class TaskNotFound(NotFound):
    message = "没有找到这个任务，或者它不归您的部门。"


class TaskIsDone(Conflict):
    message = "这个任务已经办结，不用再处理。"


class TaskClosesByItself(Conflict):
    message = "这个任务不能手工办结：问题解决后，系统下次检查时会自动办结。"


class TaskTakenByAnother(Conflict):
    message = "这个任务已经有人在处理。"


class OnlyThePlatformOpensTasks(NotAllowed):
    message = "任务由系统按检查结果开出，不能手工开。"
